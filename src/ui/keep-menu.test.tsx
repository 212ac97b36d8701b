import { fireEvent, render } from "@solidjs/testing-library";
import { afterEach, expect, test, vi } from "vitest";
import type { KeptClip, Stretch } from "../arcade/types.ts";
import { KeepMenu } from "./keep-menu.tsx";
import { tick } from "./testing.ts";

afterEach(() => vi.restoreAllMocks());

const CLIP: KeptClip = { file: Uint8Array.of(1, 2, 3), name: "paws.mqclip", frames: 2_031, seconds: 34.0 };

/** The menu, with what it asked for and what it handed over as a download. */
function show(clipHref?: string) {
  const asked: { stretch: Stretch; answer: PromiseWithResolvers<KeptClip> }[] = [];
  const saved: string[] = [];
  // jsdom has no addresses for files and follows no links; both are the browser's.
  URL.createObjectURL = () => "blob:test";
  URL.revokeObjectURL = () => {};
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
  const keep = (stretch: Stretch) => {
    const answer = Promise.withResolvers<KeptClip>();
    asked.push({ stretch, answer });
    return answer.promise;
  };
  const view = render(() => <KeepMenu keep={keep} clipHref={clipHref} />);
  const choose = (name: string) => fireEvent.click(view.getByText(name));
  const said = () => view.container.querySelector("[role=status]")?.textContent;
  return { ...view, asked, saved, choose, said };
}

test("keeps what was chosen as a download, and says how long it is", async () => {
  const { asked, saved, choose, said, queryByText } = show("/clip");
  choose("The last 30 seconds");
  expect(asked.map(({ stretch }) => stretch)).toEqual(["last"]);
  expect(said()).toBe("Keeping…");
  expect(saved).toEqual([]);
  asked[0]?.answer.resolve(CLIP);
  await tick();
  expect(saved).toEqual(["paws.mqclip"]);
  expect(said()).toBe("Kept 34 seconds as paws.mqclip.");
  expect(queryByText("To the page that plays clips")?.getAttribute("href")).toBe("/clip");
});

test("says what went wrong, and can be asked again", async () => {
  const { asked, saved, choose, said } = show();
  choose("The whole session");
  asked[0]?.answer.reject(new Error("The game is gone."));
  await tick();
  expect(said()).toBe("The game is gone.");
  expect(saved).toEqual([]);
  choose("The whole session");
  expect(asked).toHaveLength(2);
});

test("is asked once at a time", () => {
  const { asked, choose } = show();
  choose("The whole session");
  choose("The last 30 seconds");
  expect(asked.map(({ stretch }) => stretch)).toEqual(["session"]);
});

test("saves nothing once it is gone", async () => {
  const { asked, saved, choose, unmount } = show();
  choose("The last 30 seconds");
  unmount();
  asked[0]?.answer.resolve(CLIP);
  await tick();
  expect(saved).toEqual([]);
});
