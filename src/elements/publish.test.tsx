import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { tick } from "../ui/testing.ts";
import { MoqPublish } from "./index.ts";

afterEach(() => {
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

/** The element in the document, and what it has warned of. */
function setup(html: string) {
  const warnings: string[] = [];
  vi.spyOn(console, "warn").mockImplementation((text) => void warnings.push(String(text)));
  const errors: unknown[] = [];
  const onError = (event: ErrorEvent) => errors.push(event.error);
  window.addEventListener("error", onError);
  onTestFinished(() => window.removeEventListener("error", onError));
  document.body.innerHTML = html;
  const element = document.querySelector("moq-publish");
  if (!element) throw new Error("the element is not there");
  return { element, warnings, errors };
}

test("is an element whose attributes are its properties", () => {
  const { element, warnings } = setup(
    `<moq-publish url="https://relay.example/anon" name="room/alice.hang" muted simulcast preview="none"
      announce="never"></moq-publish>`,
  );
  expect(element).toBeInstanceOf(MoqPublish);
  expect(element.url?.href).toBe("https://relay.example/anon");
  expect(element.name).toBe("room/alice.hang");
  expect([element.muted, element.invisible, element.simulcast]).toEqual([true, false, true]);
  expect([element.preview, element.announce, element.source]).toEqual(["none", "never", undefined]);
  element.removeAttribute("muted");
  element.removeAttribute("preview");
  element.removeAttribute("url");
  expect([element.muted, element.preview, element.url]).toEqual([false, "source", undefined]);
  expect(warnings).toEqual([]);
});

test.each([
  ["url", "relay.example", (element: MoqPublish) => element.url, undefined],
  ["url", "http://", (element: MoqPublish) => element.url, undefined],
  ["source", "telescope", (element: MoqPublish) => element.source, undefined],
  ["preview", "sideways", (element: MoqPublish) => element.preview, "source"],
  ["announce", "", (element: MoqPublish) => element.announce, "source"],
] as const)(
  "%s=“%s” is warned of, passed over, and never thrown about",
  async (name, value, read, fallback) => {
    const { element, warnings, errors } = setup(`<moq-publish ${name}="${value}"></moq-publish>`);
    expect(read(element)).toBe(fallback);
    expect(warnings).toEqual([expect.stringContaining(`moq-publish: ${name}="${value}"`)]);
    Reflect.set(element, name, value);
    expect(read(element)).toBe(fallback);
    expect(warnings.length).toBe(2);
    await tick();
    expect(errors).toEqual([]);
  },
);

test("says what is the matter where nothing can be captured or sent", async () => {
  const { element, errors } = setup(
    `<moq-publish url="https://relay.example/" name="a" source="camera" announce="always">
      <video muted autoplay></video>
    </moq-publish>`,
  );
  await vi.waitFor(() => expect(element.status.peek()?.state).toBe("failed"));
  expect(element.status.peek()?.error).toMatch(/^This browser lacks .*VideoEncoder/);
  expect(element.picture.peek()).toMatchObject({ state: "failed", error: expect.stringMatching(/camera/) });
  expect(element.microphone.peek()).toMatchObject({ error: expect.stringMatching(/microphone/) });
  element.remove();
  await vi.waitFor(() => expect(element.status.peek()).toBeUndefined());
  expect(errors).toEqual([]);
});
