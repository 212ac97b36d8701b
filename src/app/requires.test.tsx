import { expect, test } from "vitest";
import { missingText } from "./requires.tsx";

const FULL = Object.fromEntries(
  [
    "WebAssembly",
    "Worker",
    "OffscreenCanvas",
    "VideoDecoder",
    "VideoEncoder",
    "AudioDecoder",
    "AudioEncoder",
    "AudioContext",
    "AudioWorkletNode",
    "WebTransport",
    "WebSocket",
  ].map((name) => [name, class {}]),
);

test("a browser that has everything is told nothing", () => {
  expect(missingText("host", FULL)).toBeUndefined();
  expect(missingText("play", FULL)).toBeUndefined();
});

test("what is missing is named, with browsers that have it", () => {
  const { VideoEncoder: _, ...rest } = FULL;
  expect(missingText("play", rest)).toBeUndefined();
  expect(missingText("host", rest)).toMatch(/no VideoEncoder .*Chrome.*Firefox.*Safari/);
});

test("a page that was not opened securely is told that, not to change its browser", () => {
  const { VideoDecoder: _, ...rest } = FULL;
  const text = missingText("play", { ...rest, isSecureContext: false });
  expect(text).toMatch(/https/);
  expect(text).not.toMatch(/Chrome/);
});
