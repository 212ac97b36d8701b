/** Three kinds of tracks that the formats' tests run over. Tests alone import this: it is what the formats may not. */
// biome-ignore lint/style/noRestrictedImports: a backend of tests
import { Track as NpmTrack } from "@moq/net";
import { onTestFinished } from "vitest";
// biome-ignore lint/style/noRestrictedImports: a backend of tests
import { Track } from "../../net/index.ts";
import type { TrackReader, TrackWriter } from "../track.ts";
import { DoubleTrack } from "./double.ts";

interface Backend {
  track: TrackWriter;
  subscribe(): TrackReader;
}

/** So that every reader gets every group. */
const latencyMax = 60_000;

const MAKERS: Record<string, () => Backend> = {
  "src/net's": () => {
    const track = new Track.Producer("t").accept({ latencyMax });
    return { track, subscribe: () => track.subscribe({ latencyMax }) };
  },
  "npm @moq/net's": () => {
    const track = new NpmTrack.Producer("t").accept({ latencyMax });
    return { track, subscribe: () => track.subscribe({ latencyMax }) };
  },
  "a double's": () => {
    const track = new DoubleTrack();
    return { track, subscribe: () => track.subscribe() };
  },
};

/** Their names. */
export const BACKENDS: readonly string[] = Object.keys(MAKERS);

/** A track of one kind, and readers of it; all are closed with the test. */
export function open(name: string): Backend {
  const backend = MAKERS[name]?.();
  if (!backend) throw new Error(`there is no backend ${name}`);
  const { track } = backend;
  onTestFinished(() => track.close());
  const subscribe = () => {
    const reader = backend.subscribe();
    onTestFinished(() => reader.close());
    return reader;
  };
  return { track, subscribe };
}
