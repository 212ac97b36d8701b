import { fireEvent, render } from "@solidjs/testing-library";
import { expect, test } from "vitest";
import { FileDrop } from "./file-drop.tsx";
import { tick } from "./testing.ts";

function show() {
  const taken: [string, number][] = [];
  const view = render(() => (
    <FileDrop
      title="Open a clip"
      text="Drop it here."
      accept=".mqclip"
      maxBytes={8}
      onFile={(bytes, name) => taken.push([name, bytes.length])}
    />
  ));
  const input = view.container.querySelector("input") as HTMLInputElement;
  const choose = async (...files: File[]) => {
    Object.defineProperty(input, "files", { value: files, configurable: true });
    Object.defineProperty(input, "value", { value: "", writable: true, configurable: true });
    fireEvent.change(input);
    await tick();
  };
  const problem = () => view.container.querySelector("[role=alert]")?.textContent;
  return { ...view, taken, choose, problem };
}

const file = (length: number, name = "a.mqclip") => new File([new Uint8Array(length)], name);

test("hands on a file that is chosen", async () => {
  const { taken, choose, problem } = show();
  await choose(file(8));
  expect(taken).toEqual([["a.mqclip", 8]]);
  expect(problem()).toBeUndefined();
});

test.each([
  ["an empty file", [file(0)], "a.mqclip is empty. Choose another file."],
  ["one that is too long", [file(9)], /a\.mqclip has 0\.0 MiB, and 0\.0 MiB is the most/],
  ["two at a time", [file(1), file(2)], "One file at a time, please."],
] as const)("refuses %s, and takes the next", async (_what, files, sentence) => {
  const { taken, choose, problem } = show();
  await choose(...files);
  expect(taken).toEqual([]);
  expect(problem()).toMatch(sentence);
  await choose(file(1));
  expect(taken).toHaveLength(1);
  expect(problem()).toBeUndefined();
});

test("takes what is dropped anywhere on the page", async () => {
  const { taken } = show();
  const drop = new Event("drop", { bubbles: true, cancelable: true });
  Object.defineProperty(drop, "dataTransfer", { value: { files: [file(3)] } });
  document.body.dispatchEvent(drop);
  await tick();
  expect(drop.defaultPrevented).toBe(true);
  expect(taken).toEqual([["a.mqclip", 3]]);
});
