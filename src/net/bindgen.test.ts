import { describe, expect, it } from "vitest";
import { versions } from "#bindgen";
import { logFilter, wasm } from "./bindgen.ts";
import "./wasm/full.ts";

const storage = (moq_log: string | null) => ({
  getItem: (name: string) => (name === "moq_log" ? moq_log : null),
});

describe("the log's filter", () => {
  it("is warnings unless something says otherwise", () => {
    expect(logFilter({})).toBe("warn");
    expect(logFilter({ localStorage: storage(null), name: "", process: { env: {} } })).toBe("warn");
  });

  it("is what a page has stored", () => {
    expect(logFilter({ localStorage: storage("moq_net=debug") })).toBe("moq_net=debug");
  });

  it.each([
    ["moq_log=debug", "debug"],
    ["client&moq_log=info,moq_net=trace", "info,moq_net=trace"],
    ["client&moq_log=debug&more", "debug"],
    ["not_moq_log=debug", "warn"],
    ["moq_log=", "warn"],
  ])("of a Worker named %j is %j", (name, filter) => {
    expect(logFilter({ name })).toBe(filter);
  });

  it("is MOQ_LOG under Node", () => {
    expect(logFilter({ process: { env: { MOQ_LOG: "error" } } })).toBe("error");
  });

  it("is warnings where storage is forbidden", () => {
    const forbidden = {
      get localStorage(): never {
        throw new Error("SecurityError");
      },
    };
    expect(logFilter(forbidden)).toBe("warn");
  });

  it("that cannot be read is told, and changes nothing", () => {
    expect(wasm.setup("warn")).toBe(true);
    expect(wasm.setup("moq_net=loud")).toBe(false);
  });
});

describe("the protocols on offer", () => {
  it("are each named once, and more than one", () => {
    const names = wasm.protocols("").split(",");
    expect(names.length).toBeGreaterThan(1);
    expect(new Set(names).size).toBe(names.length);
    expect(names[0]).toMatch(/^moq/);
  });
});

describe("the versions", () => {
  it("are moq-lite's and moq-transport's, each with a protocol that offers it", () => {
    const known = versions().split(",");
    expect(known).toEqual(expect.arrayContaining(["moq-lite-06", "moq-transport-14", "moq-transport-19"]));
    for (const name of known) expect(wasm.protocols(name)).toMatch(/^moq[^,]*$/);
  });

  it("are refused by a name that is none's", () => {
    expect(() => wasm.protocols("moq-lite-99")).toThrow(
      /no such version in .*moq-lite-99.*there are: .*moq-lite-06/,
    );
  });

  it("have numbers on the wire", () => {
    expect(wasm.version_name(0xff0dad06)).toBe("moq-lite-06");
    expect(wasm.version_name(0xff00000e)).toBe("moq-transport-14");
    expect(wasm.version_name(7)).toBeUndefined();
  });
});
