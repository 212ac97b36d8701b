import { expect, test } from "vitest";
import {
  broadcastPath,
  checkPath,
  keepAddress,
  nameFromPath,
  namesRelay,
  playPath,
  readAddress,
  shareUrl,
  watchPath,
} from "./address.ts";
import type { SiteConfig } from "./config.ts";

const LOCAL = { hostname: "localhost", protocol: "http:" };
const PUBLIC = { hostname: "arcade.example", protocol: "https:" };

function relay(search: string, page = LOCAL, site?: SiteConfig, builtFor?: string) {
  const result = readAddress(search, page, site, builtFor);
  return "address" in result ? result.address.relay.href : result.error;
}

test("the relay is on this machine for a page on this machine, else beside the page", () => {
  expect(relay("")).toBe("http://localhost:4443/");
  expect(relay("", { hostname: "127.0.0.1", protocol: "http:" })).toBe("http://localhost:4443/");
  expect(relay("", PUBLIC)).toBe("https://arcade.example:4443/");
});

test("what the app was started for comes before that, then what the site says, and ?relay= before all", () => {
  const site = { relay: "https://site.example/" };
  expect(relay("", PUBLIC, {}, "http://localhost:5000/")).toBe("http://localhost:5000/");
  expect(relay("", PUBLIC, site, "http://localhost:5000/")).toBe("https://site.example/");
  expect(relay("?relay=https://r.example/path", LOCAL, site, "http://localhost:5000/")).toBe(
    "https://r.example/path",
  );
});

test("the site's prefix is for the site's relay, and ?prefix= before it", () => {
  const site = { relay: "https://site.example/", prefix: "/its/room/" };
  expect(readAddress("", PUBLIC, site)).toMatchObject({ address: { prefix: "its/room" } });
  expect(readAddress("?prefix=other", PUBLIC, site)).toMatchObject({ address: { prefix: "other" } });
  expect(readAddress("?relay=https://r.example/", PUBLIC, site)).not.toHaveProperty("address.prefix");
});

test("a link from a page on localhost is to where others reach the site; elsewhere it is to the page's own", () => {
  const site = "https://192.168.1.5:5173/";
  const here = { hostname: "localhost", origin: "https://localhost:5173" };
  expect(shareUrl("/play/paws", here, site)).toBe("https://192.168.1.5:5173/play/paws");
  expect(shareUrl("/play/paws", here)).toBe("https://localhost:5173/play/paws");
  const phone = { hostname: "10.0.0.7", origin: "https://10.0.0.7:5173" };
  expect(shareUrl("/play/paws?prefix=a", phone, site)).toBe("https://10.0.0.7:5173/play/paws?prefix=a");
});

test("the site's origin is for its own relay", () => {
  const site = { relay: "https://a.example/", origin: "https://b.example/" };
  expect(readAddress("", LOCAL, site)).toMatchObject({ address: { origin: "https://b.example/" } });
  expect(readAddress("?prefix=c", LOCAL, site)).toMatchObject({ address: { origin: "https://b.example/" } });
  expect(readAddress("?relay=https://r.example/", LOCAL, site)).not.toHaveProperty("address.origin");
});

test("an address that names a relay does not need the site's word", () => {
  expect(namesRelay("?relay=")).toBe(true);
  expect(namesRelay("?prefix=a")).toBe(false);
});

test.each(["", "nonsense", "localhost:4443", "javascript:alert(1)", "https://", "//r.example"])(
  "?relay=%s is refused in a sentence",
  (text) => {
    expect(relay(`?relay=${encodeURIComponent(text)}`)).toMatch(/is no address of a relay/);
  },
);

test("a relay that the app was built for is checked too, and what the site says", () => {
  expect(relay("", LOCAL, {}, "nonsense")).toMatch(/VITE_RELAY_URL=nonsense is no address/);
  expect(relay("", LOCAL, { relay: "relay.example" })).toMatch(
    /"relay.example" in the site's config.json is no/,
  );
  expect(relay("", LOCAL, { relay: "" })).toMatch(/config.json is no/);
  expect(readAddress("", LOCAL, { prefix: "a//b" })).toHaveProperty("error", expect.stringMatching(/config/));
});

test("the prefix is a path on the relay, or refused in a sentence", () => {
  expect(readAddress("?prefix=/my/room/", LOCAL)).toMatchObject({ address: { prefix: "my/room" } });
  expect(readAddress("", LOCAL)).not.toHaveProperty("address.prefix");
  for (const wrong of ["", "/", "a//b", "*", "a/.b", "\u0007"]) {
    expect(readAddress(`?prefix=${encodeURIComponent(wrong)}`, LOCAL)).toHaveProperty("error");
  }
});

test("links keep the relay and the prefix, and nothing else", () => {
  expect(keepAddress("/host", "")).toBe("/host");
  expect(keepAddress("/host", "?rom=x&relay=http://r.example/&prefix=a/b&name=y")).toBe(
    "/host?relay=http%3A%2F%2Fr.example%2F&prefix=a%2Fb",
  );
});

test.each(["paws", "two words", "50%", "a?b#c", "日本", "..-", "<b>"])(
  "%j comes back from its path",
  (name) => {
    const path = playPath(name);
    expect(path).toMatch(/^\/play\/[^/?#\s]+$/);
    expect(nameFromPath(path.slice("/play/".length))).toBe(name);
  },
);

test("a path that is not well encoded holds no name", () => {
  expect(nameFromPath("%E0%A4%A")).toBeUndefined();
});

test("a broadcast's path is as the relay has it, however it was written", () => {
  expect(broadcastPath(" /room//alice/ ")).toBe("room/alice");
  expect(broadcastPath("room/alice")).toBe("room/alice");
  expect(broadcastPath(" // ")).toBe("");
});

test("the address of a broadcast's viewer has its whole path, and the relay", () => {
  const address = keepAddress(watchPath("room/ann & bob?.hang"), "?relay=http://localhost:5000/&x=1");
  const { pathname, searchParams } = new URL(address, "http://a.example");
  expect(pathname).toBe("/watch");
  expect([...searchParams]).toEqual([
    ["name", "room/ann & bob?.hang"],
    ["relay", "http://localhost:5000/"],
  ]);
});

test.each(["live", "room/ann.hang", "a b"])("a broadcast may be named %s", (name) => {
  expect(checkPath(name)).toBeUndefined();
});

test.each(["", " ", "/a", "a/", "a//b", "a/.hidden", "a/*"])("a broadcast may not be named “%s”", (name) => {
  expect(checkPath(name)).toMatch(/\.$/);
});
