import { describe, expect, it } from "vitest";
import { codeOf, RemoteError, reasonOf, toError } from "./error.ts";

/** An error as wasm gives it. */
const wasm = (reason: string, code?: number) => Object.assign(new Error("a sentence"), { reason, code });

describe("toError", () => {
  it("makes a RemoteError of what the peer reported, with its code and its cause", () => {
    const thrown = wasm("remote", 70);
    const error = toError(thrown);
    expect(error).toBeInstanceOf(RemoteError);
    expect(error).toMatchObject({ name: "RemoteError", code: 70, cause: thrown });
  });

  it("leaves other errors as they are", () => {
    for (const thrown of [new RemoteError(1), wasm("closed"), wasm("session", 5), new TypeError("no")])
      expect(toError(thrown)).toBe(thrown);
  });

  it.each([["text"], [undefined], [null], [42], [{ reason: 7 }]])("makes an Error of %j", (thrown) => {
    expect(toError(thrown)).toBeInstanceOf(Error);
  });
});

describe("reasonOf", () => {
  it("is the kind of an error that wasm gave, and of no other", () => {
    expect(reasonOf(wasm("lagged"))).toBe("lagged");
    for (const other of [new Error("no"), undefined, null, "text", { reason: 1 }])
      expect(reasonOf(other)).toBeUndefined();
  });
});

describe("codeOf", () => {
  it("is an application's code, which begins at 64", () => {
    expect(codeOf(new RemoteError(64))).toBe(0);
    expect(codeOf(new RemoteError(100))).toBe(36);
  });

  it("is nothing where there is none to send", () => {
    for (const error of [undefined, new Error("no"), new RemoteError(63), new RemoteError(0)])
      expect(codeOf(error)).toBeUndefined();
  });

  it("is nothing beyond 16 bits, where it would be another code", () => {
    expect(codeOf(new RemoteError(64 + 0xffff))).toBe(0xffff);
    expect(codeOf(new RemoteError(64 + 0x1_0000))).toBeUndefined();
    expect(codeOf(new RemoteError(70.5))).toBeUndefined();
  });
});
