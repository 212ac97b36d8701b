import { describe, expect, it } from "vitest";
import { MODE_TYPES, makeModeSettings } from "./settings.ts";

describe("settings of a mode", () => {
  it("are the usual ones where nothing is asked for", () => {
    expect(MODE_TYPES.map((type) => makeModeSettings(type))).toEqual([
      { type: "anarchy" },
      { type: "democracy", window: 2 },
      { type: "baton", idle: 10 },
      { type: "seats", seats: 2, idle: 30 },
    ]);
  });

  it("are what was asked for", () => {
    expect(makeModeSettings("democracy", { window: 0.5 })).toEqual({ type: "democracy", window: 0.5 });
    expect(makeModeSettings("seats", { seats: 4, idle: 3 })).toEqual({ type: "seats", seats: 4, idle: 3 });
  });

  it("are refused with a sentence where they have no sense", () => {
    expect(() => makeModeSettings("monarchy")).toThrow("choose anarchy, democracy, baton or seats.");
    expect(() => makeModeSettings("constructor")).toThrow("There is no mode");
    expect(() => makeModeSettings("democracy", { window: 0.1 })).toThrow("is from 0.5 to 30.");
    expect(() => makeModeSettings("democracy", { window: Number.NaN })).toThrow("is from 0.5 to 30.");
    expect(() => makeModeSettings("baton", { window: 2 })).toThrow("The mode baton has no window.");
    expect(() => makeModeSettings("seats", { seats: 2.5 })).toThrow("a whole number");
  });
});
