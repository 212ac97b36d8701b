import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { tick } from "../ui/testing.ts";
import { BOY_ATTRIBUTES } from "./boy-attributes.ts";
import { MoqBoy } from "./index.ts";

/** jsdom has none, and no layout that could be observed: the test says what is seen. */
class Observer {
  static seen: (target: Element, isIntersecting: boolean) => void = () => {};
  constructor(callback: IntersectionObserverCallback) {
    Observer.seen = (target, isIntersecting) =>
      callback(
        [{ target, isIntersecting } as IntersectionObserverEntry],
        this as unknown as IntersectionObserver,
      );
  }
  observe() {}
  unobserve() {}
}
vi.stubGlobal("IntersectionObserver", Observer);

let warnings: string[];
let errors: unknown[];

beforeEach(() => {
  warnings = [];
  errors = [];
  vi.spyOn(console, "warn").mockImplementation((text) => void warnings.push(String(text)));
  const onError = (event: ErrorEvent) => errors.push(event.error);
  window.addEventListener("error", onError);
  onTestFinished(() => window.removeEventListener("error", onError));
});

afterEach(async () => {
  document.body.replaceChildren();
  await tick();
  vi.restoreAllMocks();
  expect(errors).toEqual([]);
});

function setup(html: string): MoqBoy {
  document.body.innerHTML = html;
  const element = document.querySelector("moq-boy");
  if (!element) throw new Error("the element is not there");
  return element;
}

const text = (element: MoqBoy) => element.shadowRoot?.textContent ?? "";

test("has the attributes of its npm namesake, as properties", () => {
  const element = setup(`<moq-boy url="https://relay.example/anon" prefix="/room//boy/"></moq-boy>`);
  expect(element).toBeInstanceOf(MoqBoy);
  expect(element.url?.href).toBe("https://relay.example/anon");
  expect(element.prefixPath).toBe("room/boy");
  expect([element.prefixGame, element.prefixViewer]).toEqual(["room/boy/game", "room/boy/viewer"]);
  element.prefixGame = "games";
  element.setAttribute("prefix-viewer", "viewers");
  expect([element.prefixGame, element.prefixViewer]).toEqual(["games", "viewers"]);
  element.prefixPath = "";
  element.removeAttribute("prefix-game");
  element.removeAttribute("prefix-viewer");
  expect([element.prefixGame, element.prefixViewer]).toEqual(["game", "viewer"]);
  element.prefixPath = undefined;
  element.url = undefined;
  expect([element.prefixPath, element.url]).toEqual(["boy", undefined]);
  expect(warnings).toEqual([]);
});

test.each([
  ["url", "relay.example", "url", undefined],
  ["url", "", "url", undefined],
  ["url", "ftp://relay.example", "url", undefined],
  ["prefix", "all/*", "prefixPath", "boy"],
  ["prefix", ".hidden", "prefixPath", "boy"],
  ["prefix", "a/".repeat(40), "prefixPath", "boy"],
  ["prefix-game", "a\u0000b", "prefixGame", "boy/game"],
  ["prefix-viewer", "\ud800", "prefixViewer", "boy/viewer"],
] as const)("%s=%j is warned of in a sentence, and its default", (name, value, property, fallback) => {
  const element = setup("<moq-boy></moq-boy>");
  element.setAttribute(name, value);
  expect(element[property]).toBe(fallback);
  expect(warnings).toEqual([expect.stringMatching(/^moq-boy: .* is not valid: it is .*\.$/)]);
  expect(warnings[0]).toContain(`moq-boy: ${name}=${JSON.stringify(value.slice(0, 100))}`);
});

test("no attribute throws, whatever it holds", () => {
  const element = setup("<moq-boy></moq-boy>");
  for (const name of BOY_ATTRIBUTES)
    for (const value of ["", " ", "//", "https://[", "\u0000", "\ud800", "{}", "9".repeat(500)])
      expect(() => element.setAttribute(name, value)).not.toThrow();
});

test("says so where no relay is named, and connects to none", async () => {
  const element = setup("<moq-boy></moq-boy>");
  Observer.seen(element, true);
  await tick();
  expect(element.connection.peek()).toBeUndefined();
  expect(text(element)).toContain("No relay is named");
});

test("connects once it is in sight, says what is the matter, and ends with its place in the page", async () => {
  const element = setup(`<moq-boy url="https://relay.example/"></moq-boy>`);
  await tick();
  expect(element.connection.peek()).toBeUndefined();
  Observer.seen(element, true);
  await tick();
  // What a test's page has not, a browser may lack too.
  expect(element.connection.peek()?.error).toMatch(/^This browser lacks .*VideoDecoder/);
  await tick();
  expect(text(element)).toContain("No connection to relay.example");

  element.url = "https://other.example/";
  await tick();
  await tick();
  expect(text(element)).toContain("No connection to other.example");

  // Moved, it goes on; taken away, it ends.
  const shown = element.shadowRoot?.firstChild;
  document.body.append(document.createElement("p"), element);
  await tick();
  expect(element.shadowRoot?.firstChild).toBe(shown);
  expect(element.connection.peek()).toBeDefined();
  element.remove();
  await tick();
  expect(element.connection.peek()).toBeUndefined();
  expect(text(element)).toBe("");

  document.body.append(element);
  Observer.seen(element, true);
  await tick();
  expect(element.connection.peek()).toBeDefined();
});

test("a page that is left has no connection, until it is shown again", async () => {
  const element = setup(`<moq-boy url="https://relay.example/"></moq-boy>`);
  Observer.seen(element, true);
  await tick();
  expect(element.connection.peek()).toBeDefined();
  window.dispatchEvent(new Event("pagehide"));
  await tick();
  expect(element.connection.peek()).toBeUndefined();
  window.dispatchEvent(new Event("pageshow"));
  await tick();
  expect(element.connection.peek()).toBeDefined();
});

test("two on a page are two", async () => {
  document.body.innerHTML = `<moq-boy url="https://one.example/"></moq-boy><moq-boy url="https://two.example/"></moq-boy>`;
  const elements = [...document.querySelectorAll("moq-boy")];
  for (const element of elements) Observer.seen(element, true);
  await tick();
  await tick();
  expect(elements.map((element) => /No connection to (\w+)/.exec(text(element))?.[1])).toEqual([
    "one",
    "two",
  ]);
  elements[0]?.remove();
  await tick();
  expect(elements.map((element) => element.connection.peek() !== undefined)).toEqual([false, true]);
});
