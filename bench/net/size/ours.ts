/** All of ours, to be weighed. */
export * from "../../../src/net/index.ts";
