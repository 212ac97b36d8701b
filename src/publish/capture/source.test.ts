import { describe, expect, it } from "vitest";
import { namedDevices } from "./device.ts";
import {
  explainFailure,
  type SourceFailure,
  type SourceKind,
  UnreadableError,
  unsupported,
} from "./source.ts";

const error = (name: string) => new DOMException("what the browser says", name);

describe("what went wrong with a source", () => {
  it.each<[SourceKind, unknown, SourceFailure, RegExp]>([
    ["camera", error("NotAllowedError"), "refused", /camera may not be used\. Allow it/],
    ["microphone", error("NotAllowedError"), "refused", /microphone may not be used\. Allow it/],
    ["screen", error("NotAllowedError"), "refused", /No screen was chosen/],
    ["camera", error("NotFoundError"), "missing", /There is no camera\. Plug one in/],
    ["microphone", error("OverconstrainedError"), "missing", /There is no microphone/],
    ["camera", error("NotReadableError"), "busy", /another program/],
    ["screen", unsupported(), "unsupported", /cannot capture a screen/],
    [
      "file",
      new UnreadableError("a.txt cannot be played"),
      "unreadable",
      /^a\.txt cannot be played\. Choose another file\.$/,
    ],
    ["camera", new TypeError("odd"), "other", /could not be started \(odd\)/],
    ["camera", error("AbortError"), "other", /what the browser says/],
    ["camera", undefined, "other", /could not be started \(undefined\)/],
  ])("of a %s: %s is %s, and a sentence says what to do", (kind, thrown, reason, sentence) => {
    const failure = explainFailure(kind, thrown);
    expect(failure).toMatchObject({ state: "failed", reason });
    expect(failure.error).toMatch(sentence);
    expect(failure.error).toMatch(/\.$/);
  });
});

describe("the devices of a kind", () => {
  it("are those that can be chosen, each with something to call it by", () => {
    const all = [
      { kind: "videoinput", deviceId: "a", label: "Front" },
      { kind: "audioinput", deviceId: "b", label: "Desk" },
      { kind: "videoinput", deviceId: "c", label: "" },
      { kind: "videoinput", deviceId: "", label: "" },
    ] as const;
    expect(namedDevices(all, "videoinput", "Camera")).toEqual([
      { id: "a", label: "Front" },
      { id: "c", label: "Camera 2" },
    ]);
  });
});
