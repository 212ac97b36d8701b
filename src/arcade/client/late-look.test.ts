import { beforeEach, expect, test, vi } from "vitest";
import type { Look } from "../../watch/decode.ts";
import { LateLook } from "./late-look.ts";

/** Each canvas's 2D context is given to no one here: a look that is made needs one to be there. */
beforeEach(() => {
  vi.stubGlobal(
    "OffscreenCanvas",
    class {
      getContext = () => ({});
    },
  );
  return () => vi.unstubAllGlobals();
});

const GREY = [0xffffff, 0xc0c0c0, 0x606060, 0];

function make() {
  const used: (Look | undefined)[] = [];
  return { late: new LateLook((look) => used.push(look)), used };
}

test("nothing is changed of a game with colours, nor where nobody chose anything", () => {
  const { late, used } = make();
  late.choose({ palette: "", ghosting: false });
  late.told(GREY);
  late.told(undefined);
  late.choose({ ghosting: false, palette: "amber" });
  expect(used).toEqual([undefined, undefined]);
});

test("a palette is used once the host has told of its own, and again when that is another one", async () => {
  const { late, used } = make();
  late.choose({ ghosting: false, palette: "amber" });
  expect(used).toEqual([undefined]);
  late.told(GREY);
  await vi.waitFor(() => expect(used[1]).toBeDefined(), 10_000);
  late.told([...GREY]);
  late.told([...GREY].map((rgb) => rgb & 0xffff00));
  await vi.waitFor(() => expect(used).toHaveLength(3));
  late.told(undefined);
  expect(used).toHaveLength(4);
  expect(used[3]).toBeUndefined();
});

test("of looks that are chosen one after the other the last is used, also while the first is loaded", async () => {
  const { late, used } = make();
  late.choose({ palette: "", ghosting: true });
  late.choose({ palette: "", ghosting: false });
  expect(used).toEqual([undefined]);
  late.choose({ palette: "", ghosting: true });
  late.choose({ palette: "", ghosting: true });
  await vi.waitFor(() => expect(used).toHaveLength(2), 10_000);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(used).toHaveLength(2);
});

test("a palette that this build does not know changes nothing", async () => {
  const { late, used } = make();
  late.told(GREY);
  late.choose({ ghosting: false, palette: "mauve" });
  await vi.waitFor(() => expect(used).toEqual([undefined]), 10_000);
});
