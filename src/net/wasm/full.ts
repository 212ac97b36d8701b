/** The build with every version, ready when this module is. */
import * as build from "#bindgen";
import { load } from "../bindgen.ts";

await load(build, new URL("../../../generated/moq-wasm/moq_wasm_bg.wasm", import.meta.url));
