/** All of ours with every version, to be weighed. */
export * from "../../../src/net/index.ts";
