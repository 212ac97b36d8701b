import { expect, test } from "vitest";
import { parseStart } from "./args.mjs";

test("without options the app is on 5173 and the relay on 4443", () => {
  expect(parseStart([])).toMatchObject({ port: 5173, relayPort: 4443, json: false, setupOnly: false });
});

test("ports are read in both spellings", () => {
  expect(parseStart(["--port", "8080", "--relay-port=9000"])).toMatchObject({ port: 8080, relayPort: 9000 });
});

test.each([["0"], ["65536"], ["http"], ["-1"], ["80.5"]])(
  "--port=%s is refused with what is right",
  (text) => {
    expect(() => parseStart([`--port=${text}`])).toThrow(/--port takes a port from 1 to 65535/);
  },
);

test("one port for both is refused", () => {
  expect(() => parseStart(["--port", "4443"])).toThrow(/cannot both have port 4443/);
});

test("an unknown option names the help", () => {
  expect(() => parseStart(["--prot", "1"])).toThrow(/--prot.*--help/);
});

test("another device is thought of where that is asked for, or where a name for it is given", () => {
  expect(parseStart([])).toMatchObject({ lan: false, lanHost: undefined });
  expect(parseStart(["--lan"])).toMatchObject({ lan: true, lanHost: undefined });
  expect(parseStart(["--lan-host", "laptop.local"])).toMatchObject({ lan: true, lanHost: "laptop.local" });
  expect(parseStart(["--lan-host=[fd00::2]"])).toMatchObject({ lan: true, lanHost: "fd00::2" });
});

test.each(["", "https://laptop.local/", "laptop:5173", "-laptop", "a b", "a..b"])(
  "--lan-host=%s is refused with what is right",
  (text) => {
    expect(() => parseStart([`--lan-host=${text}`])).toThrow(/--lan-host takes a name or an address/);
  },
);
