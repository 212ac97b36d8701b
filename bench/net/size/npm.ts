/** All of npm's library, to be weighed. */
export * from "@moq/net";
