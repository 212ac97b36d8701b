/** All of ours with moq-lite alone, to be weighed. */
export * from "../../../src/net/lite.ts";
