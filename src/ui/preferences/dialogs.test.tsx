import { fireEvent, render, waitFor, within } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { makeController } from "../controller.ts";
import { createPlayControls, type PlayControls, PlayPanels, PlayTools } from "../play-controls.tsx";
import { makeSettings, type Settings } from "../settings/index.ts";
import { VIEWER_SHORTCUTS } from "../shortcut-texts.ts";
import { key, MemoryStorage, recorder } from "../testing.ts";
import { createVolume } from "../volume.ts";

// It is fetched when it is first opened; how long a busy machine takes for that is not what is tested.
beforeAll(() => import("./index.ts"), 60_000);

beforeEach(() => {
  // jsdom opens no dialogs.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
    this.querySelector<HTMLElement>("[autofocus], button")?.focus();
  };
  HTMLDialogElement.prototype.close = function () {
    if (!this.open) return;
    this.open = false;
    this.dispatchEvent(new Event("close"));
  };
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
});

afterEach(() => vi.unstubAllGlobals());

/** A console's controls, with what opens over it. */
function show(
  storage = new MemoryStorage(),
  options: Partial<Parameters<typeof createPlayControls>[0]> = {},
) {
  const sink = recorder();
  const settings: Settings = makeSettings(storage);
  const sound = { setVolume: vi.fn(), setMuted: vi.fn() };
  const leave = vi.fn();
  let controls: PlayControls | undefined;
  const view = render(() => {
    const controller = makeController(sink);
    const made = createPlayControls({
      controller,
      settings,
      volume: createVolume(sound, storage),
      canvas: document.createElement("canvas"),
      shortcuts: {},
      shortcutTexts: VIEWER_SHORTCUTS,
      onEscape: leave,
      ...options,
    });
    controls = made;
    return (
      <main ref={(element) => made.attach(element)}>
        <PlayTools controls={made} />
        <div class="pad-spot" data-group="cross" />
        <div class="pad-spot" data-group="face" />
        <div class="pad-spot" data-group="menu" />
        <PlayPanels controls={made} />
      </main>
    );
  });
  if (!controls) throw new Error("there are no controls");
  return { ...view, ...sink, settings, storage, leave, controls };
}

const press = (code: string, init: KeyboardEventInit = {}, from: EventTarget = document.body) => {
  from.dispatchEvent(key("keydown", code, init));
  from.dispatchEvent(key("keyup", code, init));
};

async function open(view: ReturnType<typeof show>, tab?: string) {
  press("KeyO");
  const dialog = await view.findByRole("dialog", { name: "Settings" });
  if (tab) fireEvent.click(within(dialog).getByRole("tab", { name: tab }));
  return within(dialog);
}

test("settings open by their key, and while they are open no key plays", async () => {
  const view = show();
  press("KeyX");
  expect(view.edges).toEqual(["+a", "-a"]);
  document.body.dispatchEvent(key("keydown", "ArrowUp"));
  const dialog = await open(view);
  expect(view.edges).toEqual(["+a", "-a", "+up", "release all"]);
  press("KeyX");
  press("Escape");
  expect(view.edges).toHaveLength(4);
  expect(view.leave).not.toHaveBeenCalled();
  fireEvent.click(dialog.getByRole("button", { name: "Close" }));
  expect(view.queryByRole("dialog")).toBeNull();
  press("KeyX");
  expect(view.edges.slice(4)).toEqual(["+a", "-a"]);
  press("Escape");
  expect(view.leave).toHaveBeenCalledTimes(1);
});

test("tabs are gone through by arrows", async () => {
  const dialog = await open(show());
  const keys = dialog.getByRole("tab", { name: "Keys" });
  expect(keys.getAttribute("aria-selected")).toBe("true");
  fireEvent.keyDown(keys, { key: "ArrowRight" });
  const gamepad = dialog.getByRole("tab", { name: "Gamepad" });
  expect(document.activeElement).toBe(gamepad);
  expect(dialog.getByRole("tabpanel", { name: "Gamepad" }).textContent).toContain("No gamepad yet");
  fireEvent.keyDown(gamepad, { key: "End" });
  expect(dialog.getByRole("tabpanel", { name: "Sound" })).toBeTruthy();
  fireEvent.keyDown(dialog.getByRole("tab", { name: "Sound" }), { key: "ArrowRight" });
  expect(document.activeElement).toBe(keys);
});

test("a key is chosen by pressing it; whose it was is said, and it is kept", async () => {
  const view = show();
  const dialog = await open(view, "Keys");
  const slot = dialog.getByRole("button", { name: "A, key: X" });
  slot.focus();
  fireEvent.click(slot);
  expect(slot.getAttribute("aria-label")).toBe("Press the key for A");
  press("KeyZ", {}, slot);
  expect(dialog.getByRole("button", { name: "A, key: Z" })).toBe(slot);
  expect(dialog.getByRole("button", { name: "B, key: none" })).toBeTruthy();
  expect(dialog.getByText("Z is A now, and not B, which has no key any more.")).toBeTruthy();
  expect(makeSettings(view.storage).keys()).toMatchObject({ a: ["KeyZ"], b: [] });

  // Escape leaves it as it is, and closes nothing.
  fireEvent.click(slot);
  press("Escape", {}, slot);
  expect(dialog.getByRole("button", { name: "A, key: Z" })).toBe(slot);
  // A key that does something else is said to.
  fireEvent.click(slot);
  press("KeyM", {}, slot);
  expect(dialog.getByText(/^M is A now, and does not do anything else any more/)).toBeTruthy();
  fireEvent.click(slot);
  press("Tab", { key: "Tab" }, slot);
  expect(dialog.getByText("Tab cannot be used: the browser needs it.")).toBeTruthy();
  fireEvent.click(slot);
  press("Delete", {}, slot);
  expect(view.settings.keys().a).toEqual([]);

  fireEvent.click(dialog.getByRole("button", { name: "Back to the first layout" }));
  expect(view.settings.keys().a).toEqual(["KeyX"]);
});

test("a layout is chosen as a whole, plays at once, and is shown on the pad", async () => {
  const view = show();
  const dialog = await open(view, "Keys");
  const layout = dialog.getByRole<HTMLSelectElement>("combobox", { name: "Layout" });
  fireEvent.change(layout, { target: { value: "letters" } });
  expect(view.controls.hints()).toMatchObject({ up: "W", a: "L", b: "K" });
  fireEvent.click(dialog.getByRole("button", { name: "Close" }));
  press("KeyW");
  press("KeyX");
  expect(view.edges.filter((edge) => edge !== "release all")).toEqual(["+up", "-up"]);
});

test("the picture and the pad are as was chosen, and stay so", async () => {
  const view = show();
  const dialog = await open(view, "Picture");
  fireEvent.click(dialog.getByRole("checkbox", { name: /^LCD/ }));
  fireEvent.click(dialog.getByRole("radio", { name: /^Fill/ }));
  expect(dialog.getByRole<HTMLInputElement>("checkbox", { name: /^LCD/ }).disabled).toBe(true);
  fireEvent.click(dialog.getByRole("tab", { name: "Touch" }));
  fireEvent.click(dialog.getByRole("checkbox", { name: /^Left-handed/ }));
  fireEvent.input(dialog.getByRole("slider", { name: "Opacity" }), { target: { value: "50" } });
  const kept = makeSettings(view.storage);
  expect(kept.picture()).toEqual({ fit: "fill", lcd: true });
  expect(kept.touch()).toMatchObject({ mirrored: true, opacity: 0.5 });
  fireEvent.click(dialog.getByRole("button", { name: "As it was at first" }));
  expect(view.settings.touch()).toMatchObject({ mirrored: false, opacity: 1 });
});

test("a viewer's own look is chosen where there is one, and it is told whether this game has colours", async () => {
  const [hasShades, setHasShades] = createSignal(false);
  const view = show(new MemoryStorage(), { hasShades });
  const dialog = await open(view, "Picture");
  const palette = dialog.getByRole<HTMLSelectElement>("combobox", { name: "Palette" });
  expect(palette.selectedOptions[0]?.textContent).toBe("As the host has it");
  expect(dialog.getByText(/^For games without colours of their own/)).toBeTruthy();
  setHasShades(true);
  expect(dialog.getByText(/you alone see/)).toBeTruthy();
  fireEvent.change(palette, { target: { value: "amber" } });
  fireEvent.click(dialog.getByRole("checkbox", { name: /^Ghosting/ }));
  expect(makeSettings(view.storage).look()).toEqual({ palette: "amber", ghosting: true });
  fireEvent.change(palette, { target: { value: "" } });
  expect(makeSettings(view.storage).look()).toEqual({ palette: "", ghosting: true });
});

test("a host, whose look is everybody's, has none of its own to choose", async () => {
  const dialog = await open(show(), "Picture");
  expect(dialog.queryByRole("combobox", { name: "Palette" })).toBeNull();
  expect(dialog.queryByRole("checkbox", { name: /^Ghosting/ })).toBeNull();
});

test("from where the sticks of a pad count is chosen for its model", async () => {
  const axes = [0.6, 0, 0, 0];
  const pad = { id: "A pad", index: 0, connected: true, mapping: "standard", buttons: [], axes };
  Object.defineProperty(navigator, "getGamepads", { value: () => [pad], configurable: true });
  onTestFinished(() => void Reflect.deleteProperty(navigator, "getGamepads"));
  const view = show();
  const dialog = await open(view, "Gamepad");
  const isRight = () =>
    dialog
      .getByRole("button", { name: /^Right:/ })
      .closest("li")
      ?.classList.contains("down");
  await waitFor(() => expect(isRight()).toBe(true));
  const slider = dialog.getByRole<HTMLInputElement>("slider", { name: "Sticks count from" });
  expect(slider.value).toBe("50");
  fireEvent.input(slider, { target: { value: "75" } });
  expect(makeSettings(view.storage).sticks()).toEqual({ "A pad": 0.75 });
  await waitFor(() => expect(isRight()).toBe(false));
});

test("the sound's section is the volume's", async () => {
  const view = show();
  const dialog = await open(view, "Sound");
  fireEvent.click(dialog.getByRole("checkbox", { name: "Mute" }));
  expect(view.controls.volume.muted()).toBe(true);
  fireEvent.input(dialog.getByRole("slider", { name: "Volume" }), { target: { value: "30" } });
  expect(view.controls.volume.volume()).toBe(0.3);
});

test("the pad is moved and sized by keys alone, and Escape is the end of it", async () => {
  const view = show();
  const main = view.getByRole("main");
  main.getBoundingClientRect = () => new DOMRect(0, 0, 400, 800);
  Object.defineProperty(main, "clientWidth", { value: 400 });
  Object.defineProperty(main, "clientHeight", { value: 800 });
  for (const part of main.querySelectorAll(".pad-spot"))
    part.getBoundingClientRect = () => new DOMRect(100, 400, 100, 100);
  const dialog = await open(view, "Touch");
  fireEvent.click(dialog.getByRole("button", { name: "Move and size it" }));
  const cross = await view.findByRole("button", { name: /^Cross: where it was at first/ });
  expect(view.queryByRole("dialog")).toBeNull();
  await waitFor(() => expect(document.activeElement).toBe(cross));
  fireEvent.keyDown(cross, { key: "ArrowRight", shiftKey: true });
  fireEvent.keyDown(cross, { key: "+" });
  expect(view.settings.touch().upright.cross).toEqual({ x: 0.1, y: 0, scale: 1.1 });
  expect(view.settings.touch().sideways.cross).toEqual({ x: 0, y: 0, scale: 1 });
  expect(view.getByText("Cross: 10% to the right, 110% of its size.")).toBeTruthy();
  fireEvent.keyDown(cross, { key: "Home" });
  expect(view.settings.touch().upright.cross).toEqual({ x: 0, y: 0, scale: 1 });
  expect(view.edges).not.toContain("+right");
  press("Escape", { key: "Escape" }, cross);
  await waitFor(() => expect(view.queryByRole("group", { name: "Move the controls" })).toBeNull());
  expect(view.leave).not.toHaveBeenCalled();
});

test("help tells of every key, those of one's own too", async () => {
  const view = show();
  view.settings.set("keys", { ...view.settings.keys(), a: ["KeyN"] });
  press("Slash", { key: "?", shiftKey: true });
  const help = await view.findByRole("dialog", { name: "Keys" });
  expect(help.textContent).toContain("NA");
  for (const { text } of view.controls.shortcutTexts) expect(help.textContent).toContain(text);
  // jsdom has no full screen, so nothing is said of it.
  expect(view.controls.shortcutTexts.map(({ key }) => key)).toEqual([
    "KeyC",
    "KeyI",
    "KeyG",
    "KeyT",
    ...Array.from({ length: 8 }, (_, index) => `Digit${index + 1}`),
    "KeyM",
    "KeyO",
    "?",
    "Escape",
  ]);
  // What opens in its place stays open.
  fireEvent.click(within(help).getByRole("button", { name: "Change them" }));
  expect(await view.findByRole("dialog", { name: "Settings" })).toBeTruthy();
});
