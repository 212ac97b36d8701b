import { hostname } from "node:os";
import { expect, test } from "vitest";
import { describeLan, lanAddresses, secureUrl, terminalQr } from "./lan.mjs";

const at = (address: string, internal = false) => ({
  address,
  internal,
  netmask: "",
  family: address.includes(":") ? ("IPv6" as const) : ("IPv4" as const),
  mac: "",
  cidr: null,
  scopeid: 0,
});

test("a real network's private IPv4 address comes first, what is inside the machine last", () => {
  const addresses = lanAddresses({
    lo: [at("127.0.0.1", true), at("::1", true)],
    docker0: [at("172.17.0.1")],
    eth0: [at("fd00::2"), at("fe80::1"), at("169.254.3.4")],
    tun0: [at("100.64.0.9")],
    wlan0: [at("203.0.113.4"), at("192.168.1.5")],
    wlan1: [at("10.0.0.7")],
  });
  expect(addresses).toEqual([
    "192.168.1.5",
    "10.0.0.7",
    "203.0.113.4",
    "fd00::2",
    "172.17.0.1",
    "100.64.0.9",
  ]);
});

test.each([
  ["172.15.0.1", "192.168.0.1"],
  ["172.32.0.1", "172.31.0.1"],
  ["11.0.0.1", "172.16.0.1"],
])("%s is not private, so it comes after %s", (other, own) => {
  expect(lanAddresses({ a: [at(other)], b: [at(own)] })).toEqual([own, other]);
});

test("what is printed is the first address, or what was asked for; the certificate is for all names", () => {
  const machine = { addresses: ["192.168.1.5", "10.0.0.7"], machine: "Laptop" };
  expect(describeLan(undefined, machine)).toEqual({
    host: "192.168.1.5",
    others: ["10.0.0.7"],
    names: ["192.168.1.5", "10.0.0.7", "laptop", "laptop.local", "localhost", "127.0.0.1", "::1"],
  });
  expect(describeLan("10.0.0.7", machine)).toMatchObject({ host: "10.0.0.7", others: ["192.168.1.5"] });
  expect(describeLan("arcade.home", machine).names[0]).toBe("arcade.home");
});

test("a machine's name that no certificate can hold is left out", () => {
  const { names } = describeLan(undefined, { addresses: ["10.0.0.7"], machine: "Ann's laptop" });
  expect(names).toEqual(["10.0.0.7", "localhost", "127.0.0.1", "::1"]);
});

test("a machine without a network is told of in a sentence, unless it is named", () => {
  expect(() => describeLan(undefined, { addresses: [], machine: hostname() })).toThrow(/--lan-host NAME/);
  expect(describeLan("laptop.local", { addresses: [] }).host).toBe("laptop.local");
});

test("an IPv6 address has its brackets in an address", () => {
  expect(secureUrl("fd00::2", 5173)).toBe("https://[fd00::2]:5173/");
  expect(secureUrl("laptop.local", 443)).toBe("https://laptop.local:443/");
});

test("the QR code is painted dark on light where there are colours, in lines of one length", async () => {
  const plain = (await terminalQr("https://192.168.1.5:5173/", { colours: false })).split("\n");
  expect(new Set(plain.map((line) => line.length)).size).toBe(1);
  expect(plain.length).toBeGreaterThan(10);
  const painted = (await terminalQr("https://192.168.1.5:5173/", { colours: true })).split("\n");
  expect(painted).toEqual(plain.map((line) => `  \x1b[97;40m${line.slice(2)}\x1b[0m`));
});
