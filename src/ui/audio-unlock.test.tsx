import { renderHook } from "@solidjs/testing-library";
import { expect, test } from "vitest";
import { createAudioUnlock } from "./audio-unlock.ts";
import { key, pointer, tick } from "./testing.ts";

function start() {
  const attempts: { allow(): void; refuse(): void }[] = [];
  const { result, cleanup } = renderHook(createAudioUnlock, {
    initialProps: [
      () =>
        new Promise<void>((allow, refuse) => attempts.push({ allow, refuse: () => refuse(new Error("no")) })),
    ],
  });
  return { attempts, unlocked: result, cleanup };
}

test("is locked until a gesture has unlocked it", async () => {
  const { attempts, unlocked } = start();
  expect(attempts).toHaveLength(0);
  document.body.dispatchEvent(key("keydown", "KeyX"));
  expect(unlocked()).toBe(false);
  attempts[0]?.allow();
  await tick();
  expect(unlocked()).toBe(true);
  document.body.dispatchEvent(key("keydown", "KeyX"));
  expect(attempts).toHaveLength(1);
});

test("tries again at each gesture while it is refused or not answered", async () => {
  const { attempts, unlocked } = start();
  document.body.dispatchEvent(pointer("pointerdown", 1));
  attempts[0]?.refuse();
  await tick();
  document.body.dispatchEvent(pointer("pointerup", 1));
  document.body.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  expect(attempts).toHaveLength(3);
  attempts[2]?.allow();
  await tick();
  expect(unlocked()).toBe(true);
});

test("Escape leaves; it unlocks nothing", () => {
  const { attempts } = start();
  document.body.dispatchEvent(key("keydown", "Escape", { key: "Escape" }));
  expect(attempts).toHaveLength(0);
});

test("hears no gesture after its owner has gone", () => {
  const { attempts, cleanup } = start();
  cleanup();
  document.body.dispatchEvent(key("keydown", "KeyX"));
  expect(attempts).toHaveLength(0);
});
