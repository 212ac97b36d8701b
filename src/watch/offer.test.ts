import { describe, expect, it } from "vitest";
import { Hang } from "../formats/index.ts";
import { offerOf, problemOf, referencesOf } from "./offer.ts";

const read = (json: unknown) => Hang.readCatalog(json).catalog;

const video = (more: object = {}) => ({ codec: "vp8", codedWidth: 320, codedHeight: 180, ...more });
const audio = (more: object = {}) => ({ codec: "opus", sampleRate: 48_000, numberOfChannels: 1, ...more });

const CATALOG = read({
  video: { renditions: { large: video({ bitrate: 9 }), far: video({ broadcast: "../source" }) } },
  audio: { renditions: { sound: audio({ broadcast: "bob" }), more: audio({ broadcast: "../source" }) } },
});

describe("what there is to choose from", () => {
  it("has what is known of each rendition, and what is played", () => {
    expect(offerOf(CATALOG, { video: "large", audio: undefined })).toEqual({
      video: [
        { name: "large", codec: "vp8", width: 320, height: 180, bitrate: 9 },
        { name: "far", codec: "vp8", width: 320, height: 180 },
      ],
      audio: [
        { name: "sound", codec: "opus" },
        { name: "more", codec: "opus" },
      ],
      playing: { video: "large" },
    });
  });

  it("names each other broadcast once", () => {
    expect(referencesOf(CATALOG)).toEqual(["../source", "bob"]);
    expect(referencesOf(read({}))).toEqual([]);
  });
});

describe("why nothing can be played", () => {
  const nothing = () => "broadcast" as const;
  it("is no matter where a picture can be, or where there is to be none", () => {
    expect(problemOf(CATALOG, () => undefined, true)).toBeUndefined();
    expect(problemOf(read({ audio: { renditions: { sound: audio() } } }), () => undefined, true)).toBe(
      undefined,
    );
  });
  it("is said where no picture can be shown, or there is nothing at all", () => {
    expect(problemOf(CATALOG, nothing, true)).toBe(
      "The picture is in another broadcast, which is not there.",
    );
    expect(problemOf(read({}), nothing, true)).toBe("This broadcast offers no picture.");
  });
});
