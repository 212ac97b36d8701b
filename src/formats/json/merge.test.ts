import { merge as npmMerge } from "@moq/json";
import { describe, expect, it } from "vitest";
import { evolve, generate, Random, WILD_KEYS } from "../testing/index.ts";
import { diff, equal, type Json, merge } from "./index.ts";

describe("merge patches", () => {
  // The examples of RFC 7396, appendix A.
  it.each<[Json, Json, Json]>([
    [{ a: "b" }, { a: "c" }, { a: "c" }],
    [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
    [{ a: "b" }, { a: null }, {}],
    [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
    [{ a: ["b"] }, { a: "c" }, { a: "c" }],
    [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
    [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
    [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
    [
      ["a", "b"],
      ["c", "d"],
      ["c", "d"],
    ],
    [{ a: "b" }, ["c"], ["c"]],
    [{ a: "foo" }, null, null],
    [{ a: "foo" }, "bar", "bar"],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: "b", c: null }, { a: "b" }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])("%j patched with %j is %j", (target, patch, result) => {
    expect(merge(target, patch)).toEqual(result);
  });

  it("turn any value into any other, where there is a patch at all", () => {
    const random = new Random(1);
    let patched = 0;
    for (let i = 0; i < 5_000; i++) {
      const from = generate(random, 3, WILD_KEYS);
      const to = evolve(random, from, WILD_KEYS);
      const patch = diff(from, to);
      if (patch === undefined) continue;
      patched++;
      const what = `${JSON.stringify(from)} to ${JSON.stringify(to)}`;
      expect(equal(merge(from, patch), to), what).toBe(true);
      expect(equal(npmMerge(from, patch) as Json, to), `npm: ${what}`).toBe(true);
    }
    expect(patched).toBeGreaterThan(1_000);
  });

  it("leave out what has not changed, a null among it", () => {
    expect(diff({ a: { n: null, x: 1 }, b: [null] }, { a: { n: null, x: 2 }, b: [null] })).toEqual({
      a: { x: 2 },
    });
  });

  it.each<[Json, Json]>([
    [{}, { a: null }],
    [{}, { a: { b: null } }],
    [{}, JSON.parse('{"__proto__":1}')],
    [{}, JSON.parse('{"a":{"__proto__":1}}')],
    [JSON.parse('{"__proto__":1}'), {}],
    [[], [1]],
    [1, {}],
  ])("from %j to %j there are none", (from, to) => {
    expect(diff(from, to)).toBeUndefined();
  });

  it("take no key for the prototype", () => {
    const merged = merge(
      {},
      JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":1}}}'),
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.keys(merged as object)).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  });

  it("change neither the value nor the patch", () => {
    const [target, patch] = [{ a: { b: 1 } }, { a: { c: 2 } }];
    merge(target, patch);
    expect([target, patch]).toEqual([{ a: { b: 1 } }, { a: { c: 2 } }]);
  });
});
