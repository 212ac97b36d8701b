import { fireEvent, render } from "@solidjs/testing-library";
import { afterEach, expect, test, vi } from "vitest";
import { ShareLink } from "./share-link.tsx";
import { tick } from "./testing.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, "share");
});

const withShareSheet = (share: (data: ShareData) => Promise<void>) =>
  Object.defineProperty(navigator, "share", { value: share, configurable: true });

const withClipboard = (writeText: (text: string) => Promise<void>) =>
  Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });

test("copies the address and says so", async () => {
  const copied: string[] = [];
  withClipboard(async (text) => void copied.push(text));
  const { getByRole } = render(() => <ShareLink url="http://x.example/play/paws" />);
  fireEvent.click(getByRole("button", { name: "Copy" }));
  await tick();
  expect(copied).toEqual(["http://x.example/play/paws"]);
  expect(getByRole("button", { name: "Copied" })).toBeDefined();
});

test("selects the address where the clipboard is closed", async () => {
  withClipboard(() => Promise.reject(new DOMException("no", "NotAllowedError")));
  const { getByRole } = render(() => <ShareLink url="http://x.example/" />);
  fireEvent.click(getByRole("button", { name: "Copy" }));
  await tick();
  const field = getByRole("textbox") as HTMLInputElement;
  expect(getByRole("button", { name: "Press Ctrl+C" })).toBeDefined();
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, field.value.length]);
});

test("the system's sheet gets the address and what is there; it is offered where there is one alone", async () => {
  expect(render(() => <ShareLink url="http://x.example/" />).queryByText("Share…")).toBeNull();
  const shared: ShareData[] = [];
  withShareSheet(async (data) => void shared.push(data));
  const { getByText } = render(() => <ShareLink url="http://x.example/play/paws" title="Too many paws" />);
  fireEvent.click(getByText("Share…"));
  await tick();
  expect(shared).toEqual([{ url: "http://x.example/play/paws", title: "Too many paws" }]);
});

test("a sheet that is closed is nobody's problem; one that fails says what to do instead", async () => {
  let error = new DOMException("closed", "AbortError");
  withShareSheet(() => Promise.reject(error));
  const { getByText, getByRole } = render(() => <ShareLink url="http://x.example/" />);
  fireEvent.click(getByText("Share…"));
  await tick();
  expect(getByRole("status").textContent).toBe("");
  error = new DOMException("no", "NotAllowedError");
  fireEvent.click(getByText("Share…"));
  await tick();
  expect(getByRole("status").textContent).toContain("copy the link instead");
});

test("a QR code is shown and put away", async () => {
  const { getByRole, findByRole, queryByRole } = render(() => <ShareLink url="http://x.example/" />);
  const button = getByRole("button", { name: "QR code", expanded: false });
  fireEvent.click(button);
  expect(await findByRole("img", { name: "http://x.example/ as a QR code" })).toBeDefined();
  expect(button.getAttribute("aria-expanded")).toBe("true");
  fireEvent.click(button);
  expect(queryByRole("img")).toBeNull();
});
