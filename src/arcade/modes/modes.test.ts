/** What holds in every mode, whatever a crowd does. */
import { describe, expect, it } from "vitest";
import { toMask } from "../../../emulator/index.ts";
import { beginMode, changeMode, joinCounted, type ModeSettings } from "./index.ts";
import { crowd, hand, play, rest } from "./testing.ts";

const SETTINGS: readonly ModeSettings[] = [
  { type: "anarchy" },
  { type: "democracy", window: 0.5 },
  { type: "democracy", window: 2 },
  { type: "baton", idle: 3 },
  { type: "seats", seats: 2, idle: 3 },
  { type: "seats", seats: 3, idle: 10 },
  { type: "seats", seats: 4, idle: 3 },
];

const FRAMES = 1_500;

describe.each(SETTINGS.map((settings) => [JSON.stringify(settings), settings] as const))(
  "%s",
  (_, settings) => {
    it("lets go of every button soon after the last hand has", () => {
      for (let seed = 1; seed <= 40; seed++) {
        let mode = beginMode(settings);
        const frames = crowd(seed, FRAMES);
        for (const [frame, happens] of frames.entries()) mode = play(mode, frame, happens);
        const still = (frames.at(-1)?.hands ?? []).map(({ id }) => hand(id, 0));
        // A vote may be counted still, and what has won is pressed for a moment.
        mode = rest(mode, still, FRAMES, 2 * 60 + 20);
        for (let frame = FRAMES + 140; frame < FRAMES + 400; frame++) {
          mode = mode.step(frame, still);
          expect(joinCounted(mode, still), `seed ${seed}`).toBe(0);
        }
      }
    });

    it("lets go of what somebody held who has left, in that very frame", () => {
      const strangers = ["s", "t"].map((id) => hand(id, 0));
      let pressed = 0;
      const wrong: string[] = [];
      for (let seed = 1; seed <= 40; seed++) {
        let mode = beginMode(settings);
        const frames = crowd(seed, FRAMES);
        for (const [frame, happens] of frames.entries()) {
          mode = play(mode, frame, happens);
          if (joinCounted(mode, happens.hands) !== 0) pressed++;
          let gone = mode;
          for (const { id } of happens.hands) gone = gone.leave(id, frame);
          gone = gone.step(frame, strangers);
          if (joinCounted(gone, strangers) !== 0) wrong.push(`seed ${seed}, frame ${frame}`);
        }
      }
      expect(wrong).toEqual([]);
      // It was about something.
      expect(pressed).toBeGreaterThan(500);
    });

    it("does the same again for the same frames", () => {
      for (let seed = 1; seed <= 4; seed++) {
        const run = () => {
          let mode = beginMode(settings);
          return crowd(seed, FRAMES).map((happens, frame) => {
            mode = play(mode, frame, happens);
            return `${joinCounted(mode, happens.hands)} ${JSON.stringify(mode.status())}`;
          });
        };
        expect(run()).toEqual(run());
      }
    });

    it("never changes a value that it has given", () => {
      const given: { mode: ReturnType<typeof beginMode>; was: string }[] = [];
      let mode = beginMode(settings);
      for (const [frame, happens] of crowd(3, FRAMES).entries()) {
        mode = play(mode, frame, happens);
        given.push({ mode, was: JSON.stringify(mode.status()) });
      }
      for (const { mode, was } of given) expect(JSON.stringify(mode.status())).toBe(was);
    });

    it("is the very same value after a frame in which nothing changed", () => {
      const hands = [hand("p", toMask(["a"])), hand("q", 0)];
      let mode = beginMode(settings)
        .request("p", { type: "ask-baton" }, 0)
        .request("p", { type: "take-seat", seat: 1 }, 0);
      mode = mode.step(0, [hand("p", toMask(["a"]), toMask(["a"])), hand("q", 0)]).step(1, hands);
      expect(mode.step(2, hands)).toBe(mode);
      expect(mode.step(20, hands)).toBe(mode);
    });

    it("remembers nothing of those who have left", () => {
      const wrong: string[] = [];
      for (let seed = 1; seed <= 20; seed++) {
        let mode = beginMode(settings);
        for (const [frame, happens] of crowd(seed, FRAMES).entries()) {
          mode = play(mode, frame, happens);
          const told = JSON.stringify(mode.status()).matchAll(/"(p\d+)"/g);
          const names = [...told].map(([, id]) => id);
          const present = new Set(happens.hands.map(({ id }) => id));
          // Nobody is named twice: neither holds and waits, nor sits on two seats.
          if (names.some((id) => !present.has(id ?? "")) || new Set(names).size < names.length)
            wrong.push(`seed ${seed}, frame ${frame}: ${names.join()}`);
        }
      }
      expect(wrong).toEqual([]);
    });
  },
);

describe("a change of mode", () => {
  const asked = (settings: ModeSettings) =>
    beginMode(settings)
      .request("p", { type: "ask-baton" }, 0)
      .request("p", { type: "take-seat", seat: 0 }, 0)
      .step(0, [hand("p", 1, 1)]);

  it("to the same one set otherwise goes on as it stands", () => {
    const changes: [ModeSettings, ModeSettings][] = [
      [
        { type: "democracy", window: 2 },
        { type: "democracy", window: 5 },
      ],
      [
        { type: "baton", idle: 10 },
        { type: "baton", idle: 20 },
      ],
      [
        { type: "seats", seats: 3, idle: 10 },
        { type: "seats", seats: 3, idle: 20 },
      ],
    ];
    for (const [before, after] of changes) {
      const { type, seats, ...set } = after as { type: string; seats?: number };
      expect(changeMode(asked(before), after).status()).toEqual({ ...asked(before).status(), ...set });
    }
  });

  it("to another begins anew", () => {
    for (const before of SETTINGS)
      for (const after of SETTINGS.filter(({ type }) => type !== before.type))
        expect(changeMode(asked(before), after).status()).toEqual(beginMode(after).status());
    const [two, three] = [2, 3].map((seats): ModeSettings => ({ type: "seats", seats, idle: 10 }));
    if (!two || !three) throw new Error();
    expect(changeMode(asked(two), three).status()).toEqual(beginMode(three).status());
  });
});
