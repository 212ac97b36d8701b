import { fireEvent, render } from "@solidjs/testing-library";
import { afterEach, expect, test, vi } from "vitest";
import { ShareLink } from "./share-link.tsx";
import { tick } from "./testing.ts";

afterEach(() => vi.unstubAllGlobals());

const withClipboard = (writeText: (text: string) => Promise<void>) =>
  Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });

test("copies the address and says so", async () => {
  const copied: string[] = [];
  withClipboard(async (text) => void copied.push(text));
  const { getByRole } = render(() => <ShareLink url="http://x.example/play/paws" />);
  fireEvent.click(getByRole("button", { name: "Copy" }));
  await tick();
  expect(copied).toEqual(["http://x.example/play/paws"]);
  expect(getByRole("button").textContent).toBe("Copied");
});

test("selects the address where the clipboard is closed", async () => {
  withClipboard(() => Promise.reject(new DOMException("no", "NotAllowedError")));
  const { getByRole } = render(() => <ShareLink url="http://x.example/" />);
  fireEvent.click(getByRole("button"));
  await tick();
  const field = getByRole("textbox") as HTMLInputElement;
  expect(getByRole("button").textContent).toBe("Press Ctrl+C");
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, field.value.length]);
});
