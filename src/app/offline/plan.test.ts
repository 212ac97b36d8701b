import { expect, test } from "vitest";
import { planFor } from "./plan.ts";

const ORIGIN = "https://arcade.example";
const plan = (path: string, more: { method?: string; mode?: RequestMode } = {}) =>
  planFor({ url: new URL(path, ORIGIN).href, method: "GET", mode: "cors", ...more }, ORIGIN);

test("pages come from the network first, but for those that frames hold, which come from there alone", () => {
  for (const path of ["/", "/play/a%20game?relay=https://relay.example", "/host", "/clip"])
    expect(plan(path, { mode: "navigate" })).toBe("page");
  expect(plan("/embed/paws", { mode: "navigate" })).toBe("pass");
});

test("what has a hash in its name is kept, what may change is asked for first", () => {
  expect(plan("/assets/index-abc.js")).toBe("asset");
  for (const path of [
    "/config.json",
    "/roms/index.json",
    "/roms/paws.gb",
    "/icons/192.png",
    "/manifest.webmanifest",
  ])
    expect(plan(path)).toBe("fresh");
});

test("the relay, other servers, what is sent and what is not the app's are left alone", () => {
  expect(plan("https://relay.example/assets/certificate.sha256")).toBe("pass");
  expect(plan("https://arcade.example:4443/config.json")).toBe("pass");
  expect(plan("/assets/index-abc.js", { method: "POST" })).toBe("pass");
  expect(plan("/sw.js")).toBe("pass");
  expect(plan("/config.json.old")).toBe("pass");
});
