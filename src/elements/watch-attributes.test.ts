import { afterEach, describe, expect, it, vi } from "vitest";
import type { Latency } from "../watch/decode.ts";
import {
  readWatchAttribute,
  WATCH_ATTRIBUTES,
  type WatchAttribute,
  type WatchAttributes,
} from "./watch-attributes.ts";

const warn = vi.spyOn(console, "warn").mockImplementation(() => {});

afterEach(() => warn.mockClear());

type Row = [WatchAttribute, string | null, Partial<WatchAttributes>];

describe("an attribute of <moq-watch>", () => {
  it.each<Row>([
    ["url", "https://relay.example:4443/x", { url: new URL("https://relay.example:4443/x") }],
    ["url", null, { url: undefined }],
    ["name", "/room//alice/", { name: "room/alice" }],
    ["name", null, { name: "" }],
    ["paused", "", { paused: true }],
    ["paused", "false", { paused: false }],
    ["paused", null, { paused: false }],
    ["muted", "0", { muted: false }],
    ["reload", null, { reload: true }],
    ["reload", "false", { reload: false }],
    ["volume", "0.25", { volume: 0.25 }],
    ["volume", null, { volume: 0.5 }],
    ["visible", "200px", { visible: "200px" }],
    ["visible", null, { visible: "20%" }],
    ["latency", "real-time", { latency: "real-time" }],
    ["latency", "250", { latency: 250 }],
    ["jitter", "80", { latency: 80 }],
    ["latency-min", "50", { latency: { min: 50, max: "real-time" } }],
    ["latency-max", "900", { latency: { min: "real-time", max: 900 } }],
    ["catalog-format", "msf", { catalogFormat: "msf" }],
    ["catalog-format", null, { catalogFormat: "hang" }],
  ])("%s=%j is read without a word", (name, text, expected) => {
    expect(readWatchAttribute(name, text, "real-time")).toEqual(expected);
    expect(warn).not.toHaveBeenCalled();
  });

  it.each<Row>([
    ["url", "relay.example", { url: undefined }],
    ["url", "ftp://relay.example", { url: undefined }],
    ["volume", "loud", { volume: 0.5 }],
    ["volume", "", { volume: 0.5 }],
    ["volume", "11", { volume: 0.5 }],
    ["visible", "sometimes", { visible: "20%" }],
    ["latency", "soon", { latency: "real-time" }],
    ["latency", "-1", { latency: "real-time" }],
    ["latency-max", "Infinity", { latency: { min: "real-time", max: "real-time" } }],
    ["jitter", "1e9", { latency: "real-time" }],
    ["catalog-format", "tape", { catalogFormat: "hang" }],
  ])("%s=%j is warned of and its default", (name, text, expected) => {
    expect(readWatchAttribute(name, text, "real-time")).toEqual(expected);
    expect(warn).toHaveBeenCalledOnce();
    expect(warn.mock.calls[0]?.[0]).toContain(`moq-watch: ${name}=${JSON.stringify(text)}`);
  });

  it("leaves the other bound of the latency as it was", () => {
    const bounds: Latency = { min: 50, max: 900 };
    expect(readWatchAttribute("latency-min", "70", bounds)).toEqual({ latency: { min: 70, max: 900 } });
    expect(readWatchAttribute("latency-max", "800", 60)).toEqual({ latency: { min: 60, max: 800 } });
  });

  it("never throws, whatever it holds", () => {
    for (const name of WATCH_ATTRIBUTES)
      for (const text of [
        "",
        " ",
        "NaN",
        "-0",
        "\u0000",
        "\ud800",
        "http://",
        "https://[",
        "{}",
        "9".repeat(500),
      ])
        expect(() => readWatchAttribute(name, text, "real-time")).not.toThrow();
  });
});
