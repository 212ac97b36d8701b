import { fireEvent, render, screen } from "@solidjs/testing-library";
import { createSignal, type JSX, Show } from "solid-js";
import { expect, test, vi } from "vitest";
import { makeLate } from "./late.tsx";

function Panel(props: { text: string; onClose?: () => void }): JSX.Element {
  return <p>{props.text}</p>;
}

test("a component is fetched when it is shown, once, and follows its properties without being made anew", async () => {
  const load = vi.fn(async () => Panel);
  const Late = makeLate(load, "The panel");
  const [text, setText] = createSignal("one");
  const [shown, setShown] = createSignal(false);
  render(() => (
    <Show when={shown()}>
      <Late text={text()} />
    </Show>
  ));
  expect(load).not.toHaveBeenCalled();
  setShown(true);
  const element = await screen.findByText("one");
  setText("two");
  expect(element.textContent).toBe("two");
  expect(screen.getByText("two")).toBe(element);

  setShown(false);
  setShown(true);
  // It is there at once, the second time.
  expect(screen.getByText("two")).toBeTruthy();
  expect(load).toHaveBeenCalledTimes(1);
});

test("where it does not come a sentence says so, what is around goes on, and it can be tried again", async () => {
  const load = vi.fn<() => Promise<typeof Panel>>().mockRejectedValueOnce(new Error("gone"));
  load.mockResolvedValue(Panel);
  const Late = makeLate(load, "The panel");
  render(() => (
    <>
      <p>A game</p>
      <Late text="here" />
    </>
  ));
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("The panel could not be loaded");
  expect(screen.getByText("A game")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await screen.findByText("here");
  expect(screen.queryByRole("alert")).toBeNull();
});

test("what would have had the keys gives them back when its sentence is closed", async () => {
  const Late = makeLate<Parameters<typeof Panel>[0]>(
    async () => Promise.reject(new Error("gone")),
    "The panel",
  );
  const onClose = vi.fn();
  render(() => <Late text="here" onClose={onClose} />);
  const alert = await screen.findByRole("alert");
  expect(alert.contains(document.activeElement)).toBe(true);
  fireEvent.keyDown(alert, { key: "Escape" });
  expect(onClose).toHaveBeenCalledOnce();
  expect(screen.queryByRole("alert")).toBeNull();
});

test("what was fetched before is shown at once, and a failure before is forgotten", async () => {
  const load = vi.fn<() => Promise<typeof Panel>>().mockRejectedValueOnce(new Error("gone"));
  load.mockResolvedValue(Panel);
  const Late = makeLate(load, "The panel");
  Late.preload();
  await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(1));
  Late.preload();
  await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(2));
  render(() => <Late text="here" />);
  expect(await screen.findByText("here")).toBeTruthy();
});
