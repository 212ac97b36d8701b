/** Ours, with the build of moq-lite alone. */
import "../../../src/net/lite.ts";

export { library } from "./ours.ts";
