import { Signal } from "@moq/signals";
import { fireEvent, render } from "@solidjs/testing-library";
import { expect, test, vi } from "vitest";
import { checkName } from "../arcade/name.ts";
import { createAccessor } from "./accessor.ts";
import {
  type BundledGame,
  CARTRIDGE_MAX_BYTES,
  type Cartridge,
  GamePicker,
  type GamePickerProps,
} from "./game-picker.tsx";
import { tick } from "./testing.ts";

const GAMES: BundledGame[] = [
  { file: "paws.gb", title: "Paws", description: "Cats.", controls: { a: "jump", up: "climb" } },
  { file: "claws.gb", title: "Claws", description: "Crabs.", controls: { b: "pinch" } },
];

function show(props: Partial<GamePickerProps> = {}) {
  const onStart = vi.fn<(cartridge: Cartridge, name: string) => void>();
  const rendered = render(() => (
    <GamePicker games={GAMES} checkName={checkName} onStart={onStart} {...props} />
  ));
  const name = rendered.getByRole("textbox", { name: "Name it" }) as HTMLInputElement;
  const start = () => fireEvent.click(rendered.getByRole("button", { name: "Start the game" }));
  return { ...rendered, onStart, name, start };
}

const file = (name: string, bytes: number[]) => new File([new Uint8Array(bytes)], name);

/** jsdom knows no drags. */
function drop(...files: File[]) {
  const event = new Event("drop", { bubbles: true, cancelable: true });
  Object.assign(event, { dataTransfer: { files } });
  document.body.dispatchEvent(event);
  return event;
}

test("starts the first game of ours at a press, under a name of its own", () => {
  const { onStart, start, name } = show();
  expect(name.value).toMatch(/^paws-[a-z0-9]{4}$/);
  start();
  expect(onStart).toHaveBeenCalledExactlyOnceWith(
    { kind: "bundled", title: "Paws", file: "paws.gb", controls: { a: "jump", up: "climb" } },
    name.value,
  );
});

test("chooses another game of ours, and renames it", () => {
  const { getByRole, onStart, start, name } = show();
  fireEvent.click(getByRole("radio", { name: /Claws/ }));
  expect(name.value).toMatch(/^claws-/);
  start();
  expect(onStart.mock.calls[0]?.[0]).toMatchObject({ kind: "bundled", title: "Claws", file: "claws.gb" });
});

test("tells what the buttons of the chosen game do, and which keys they are", () => {
  const { container, getByRole } = show();
  const rows = () => [...container.querySelectorAll(".controls-row")].map((row) => row.textContent);
  expect(rows()).toEqual(["↑climb", "Xjump"]);
  fireEvent.click(getByRole("radio", { name: /Claws/ }));
  expect(rows()).toEqual(["Zpinch"]);
});

test("keeps a name that somebody has written", () => {
  const { getByRole, name } = show();
  fireEvent.input(name, { target: { value: "friday" } });
  fireEvent.click(getByRole("radio", { name: /Claws/ }));
  expect(name.value).toBe("friday");
});

test("games that arrive later can be chosen when they are there", async () => {
  const games = new Signal<BundledGame[] | undefined>(undefined);
  const onStart = vi.fn();
  const { queryAllByRole, getByRole } = render(() => {
    const list = createAccessor(games);
    return <GamePicker games={list()} checkName={checkName} onStart={onStart} />;
  });
  fireEvent.click(getByRole("button", { name: "Start the game" }));
  expect(onStart).not.toHaveBeenCalled();
  expect(getByRole("alert").textContent).toContain("Choose a game first");
  games.set(GAMES);
  await tick();
  expect(
    queryAllByRole("radio", { name: /Paws|Claws/ }).map((radio) => (radio as HTMLInputElement).checked),
  ).toEqual([true, false]);
});

test("takes a file that is dropped anywhere on the page", async () => {
  const { onStart, start, name, getByText } = show();
  expect(drop(file("My Cart.gb", [1, 2, 3])).defaultPrevented).toBe(true);
  await tick();
  expect(getByText("My Cart.gb")).toBeTruthy();
  expect(name.value).toMatch(/^my-cart-/);
  start();
  expect(onStart.mock.calls[0]?.[0]).toEqual({
    kind: "file",
    title: "My Cart",
    fileName: "My Cart.gb",
    bytes: new Uint8Array([1, 2, 3]),
  });
});

test("takes a file that is chosen", async () => {
  const { container, onStart, start } = show();
  const input = container.querySelector<HTMLInputElement>("input[type=file]");
  if (!input) throw new Error("no input for files");
  Object.defineProperty(input, "files", { value: [file("x.gbc", [9])] });
  fireEvent.change(input);
  await tick();
  start();
  expect(onStart.mock.calls[0]?.[0]).toMatchObject({ kind: "file", fileName: "x.gbc" });
});

test("refuses a file that no cartridge could hold, without reading it", async () => {
  const big = file("movie.gb", []);
  Object.defineProperty(big, "size", { value: CARTRIDGE_MAX_BYTES + 1 });
  const read = vi.spyOn(big, "arrayBuffer");
  const { getByRole, getAllByRole } = show();
  drop(big);
  await tick();
  expect(getByRole("alert").textContent).toContain("movie.gb has 8.0 MiB");
  expect(read).not.toHaveBeenCalled();
  expect((getAllByRole("radio")[0] as HTMLInputElement).checked).toBe(true);
});

test("refuses an empty file, several files, and one that cannot be read", async () => {
  const { getByRole } = show();
  drop(file("void.gb", []));
  expect(getByRole("alert").textContent).toContain("void.gb is empty");
  drop(file("a.gb", [1]), file("b.gb", [1]));
  expect(getByRole("alert").textContent).toContain("One cartridge at a time");
  const folder = file("folder", [1]);
  vi.spyOn(folder, "arrayBuffer").mockRejectedValue(new DOMException("gone", "NotFoundError"));
  drop(folder);
  await tick();
  expect(getByRole("alert").textContent).toContain("folder could not be read");
});

test("of two files dropped at once after another, the last counts", async () => {
  const slow = file("slow.gb", [1]);
  let finish: (buffer: ArrayBuffer) => void = () => {};
  vi.spyOn(slow, "arrayBuffer").mockReturnValue(
    new Promise((resolve) => {
      finish = resolve;
    }),
  );
  const { onStart, start } = show();
  drop(slow);
  drop(file("quick.gb", [2]));
  await tick();
  finish(new ArrayBuffer(1));
  await tick();
  start();
  expect(onStart.mock.calls[0]?.[0]).toMatchObject({ fileName: "quick.gb" });
});

test.each([
  ["a/b", "slash"],
  ["..hidden", "dot"],
  ["x".repeat(65), "at most"],
])("refuses the name %j and says why", (value, why) => {
  const { onStart, start, name, container } = show();
  fireEvent.input(name, { target: { value } });
  expect(name.getAttribute("aria-invalid")).toBe("true");
  const told = container.ownerDocument.getElementById(name.getAttribute("aria-describedby") ?? "");
  expect(told?.textContent).toContain(why);
  start();
  expect(onStart).not.toHaveBeenCalled();
  fireEvent.input(name, { target: { value: "fine" } });
  expect(told?.textContent).toBe("");
  start();
  expect(onStart).toHaveBeenCalledTimes(1);
});

test("comes back with what was chosen when the name was the trouble", async () => {
  const cartridge: Cartridge = { kind: "bundled", title: "Claws", file: "claws.gb" };
  const { name, getByRole } = show({ cartridge, name: "taken", focusName: true });
  await tick();
  expect(name.value).toBe("taken");
  expect(document.activeElement).toBe(name);
  expect((getByRole("radio", { name: /Claws/ }) as HTMLInputElement).checked).toBe(true);
});

test("says why there are no games of ours, and still takes a file", async () => {
  const { getByText, onStart, start } = show({ games: [], gamesError: "The list is damaged." });
  expect(getByText("The list is damaged.")).toBeTruthy();
  drop(file("own.gb", [1]));
  await tick();
  start();
  expect(onStart).toHaveBeenCalledTimes(1);
});
