/** Ours, with the build of every version. */
import "../../../src/net/index.ts";

export { library } from "./ours.ts";
