import { describe, expect, test } from "vitest";
import { shortenBindings, shortenTypes } from "./bindings.mjs";

const script = `
        __wbg_write_dc26d63a6881d9bd: function(arg0) { return arg0.__wbg_ptr; },
    return { "./moq_wasm_bg.js": import0 };
        wasm.__wbg_session_free(ptr, 0); new DataView(wasm.memory.buffer);
`;
const exports: [string, string][] = [
  ["__wbg_session_free", "$"],
  ["memory", "b"],
];
const imports: [string, string, string][] = [["./moq_wasm_bg.js", "__wbg_write_dc26d63a6881d9bd", "c"]];

describe("the bindings of a module whose names are short", () => {
  test("call it by those", () => {
    expect(shortenBindings(script, { imports, exports })).toBe(`
        c: function(arg0) { return arg0.__wbg_ptr; },
    return { "a": import0 };
        wasm.$(ptr, 0); new DataView(wasm.b.buffer);
`);
  });

  test("are not made where they call what it does not export", () => {
    expect(() => shortenBindings(script, { imports, exports: exports.slice(1) })).toThrow(
      "wasm exports no __wbg_session_free",
    );
  });

  test("are not made where they have not all that it imports", () => {
    const more: typeof imports = [...imports, ["./moq_wasm_bg.js", "__wbg_gone_0123456789abcdef", "d"]];
    expect(() => shortenBindings(script, { imports: more, exports })).toThrow(
      "wasm imports 2 functions, and its bindings have 1 of them",
    );
  });

  test("say nothing of the names that it had", () => {
    const types = "export interface InitOutput {\n    readonly memory: WebAssembly.Memory;\n}\n";
    expect(shortenTypes(types)).toBe(
      "export interface InitOutput {\n    readonly [shortName: string]: unknown;\n}\n",
    );
  });
});
