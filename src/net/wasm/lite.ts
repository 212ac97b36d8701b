/** The build with moq-lite alone, ready when this module is. */
import * as build from "#bindgen/lite";
import { load } from "../bindgen.ts";

await load(build, new URL("../../../generated/moq-wasm-lite/moq_wasm_bg.wasm", import.meta.url));
