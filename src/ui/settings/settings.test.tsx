import { expect, test } from "vitest";
import { bindPadInput, STANDARD_MAPPING } from "../input/pad-mapping.ts";
import { MemoryStorage } from "../testing.ts";
import { DEFAULT_SETTINGS, PADS_MAX } from "./record.ts";
import {
  makeSettings,
  padMapping,
  SETTINGS_KEY,
  setPadMapping,
  setStickReach,
  stickReach,
} from "./settings.ts";

test("what is chosen is kept, part by part, and can be as it was at first again", () => {
  const storage = new MemoryStorage();
  const settings = makeSettings(storage);
  settings.set("picture", { fit: "fill", lcd: true });
  settings.set("touch", { ...settings.touch(), mirrored: true });
  expect(makeSettings(storage).picture()).toEqual({ fit: "fill", lcd: true });
  expect(makeSettings(storage).touch().mirrored).toBe(true);
  settings.reset("touch");
  expect(makeSettings(storage).touch()).toEqual(DEFAULT_SETTINGS.touch);
  expect(makeSettings(storage).picture().lcd).toBe(true);
});

test("storage that is damaged, full or forbidden leaves a page that works", () => {
  const storage = new MemoryStorage();
  storage.setItem(SETTINGS_KEY, "{");
  expect(makeSettings(storage).keys()).toEqual(DEFAULT_SETTINGS.keys);
  const broken = new MemoryStorage();
  const refuse = () => {
    throw new DOMException("no", "SecurityError");
  };
  broken.getItem = refuse;
  broken.setItem = refuse;
  for (const settings of [makeSettings(broken), makeSettings(undefined)]) {
    settings.set("picture", { fit: "fill", lcd: false });
    expect(settings.picture().fit).toBe("fill");
  }
});

test("what another tab chooses is chosen here too", () => {
  const storage = new MemoryStorage();
  const settings = makeSettings(storage);
  makeSettings(storage).set("picture", { fit: "fill", lcd: false });
  expect(settings.picture().fit).toBe("whole");
  // Such an event has real storage only, which here nobody's is.
  const told = (area: Storage) =>
    window.dispatchEvent(Object.assign(new Event("storage"), { key: SETTINGS_KEY, storageArea: area }));
  told(new MemoryStorage());
  expect(settings.picture().fit).toBe("whole");
  told(storage);
  expect(settings.picture().fit).toBe("fill");
});

test("each model of pad has a mapping of its own; those that were changed last are remembered", () => {
  const storage = new MemoryStorage();
  const settings = makeSettings(storage);
  const own = bindPadInput(STANDARD_MAPPING, "start", "b5");
  expect(padMapping(settings, "constructor")).toBe(STANDARD_MAPPING);
  for (let at = 0; at < PADS_MAX + 2; at++) setPadMapping(settings, `pad ${at}`, own);
  setPadMapping(settings, "pad 2", undefined);
  const again = makeSettings(storage);
  expect(padMapping(again, "pad 1")).toBe(STANDARD_MAPPING);
  expect(padMapping(again, "pad 2")).toBe(STANDARD_MAPPING);
  expect(padMapping(again, `pad ${PADS_MAX + 1}`)).toEqual(own);
  expect(Object.keys(again.gamepad().mappings)).toHaveLength(PADS_MAX - 1);
});

test("each model of pad has a reach of its sticks of its own, and half of the way at first", () => {
  const storage = new MemoryStorage();
  const settings = makeSettings(storage);
  expect(stickReach(settings, "constructor")).toBe(0.5);
  for (let at = 0; at < PADS_MAX + 1; at++) setStickReach(settings, `pad ${at}`, 0.7);
  setStickReach(settings, "pad 1", 0.3);
  const again = makeSettings(storage);
  expect(stickReach(again, "pad 0")).toBe(0.5);
  expect(stickReach(again, "pad 1")).toBe(0.3);
  expect(stickReach(again, "pad 2")).toBe(0.7);
});
