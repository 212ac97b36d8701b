/** The same calls upon npm's library and ours, which are to do the same. */
import * as Theirs from "@moq/net";
import { describe, expect, it } from "vitest";
import * as Ours from "../index.ts";
import { broadcast } from "./broadcast.ts";
import { group } from "./group.ts";
import type { Scenario } from "./scenarios.ts";
import { type Library, Trace } from "./trace.ts";
import { track } from "./track.ts";
import { trackReading } from "./track-reading.ts";
import { values } from "./values.ts";

const tables: Record<string, Record<string, Scenario>> = {
  group,
  track: { ...track, ...trackReading },
  broadcast,
  values,
};

/**
 * What ours does otherwise, each with its row in docs/net.md. One that passes fails here, and is to go from both.
 */
const OTHERWISE: Record<string, string> = {
  "group: is closed by a mirror with frames unread": "closed readers",
  "group: keeps the timestamps it is given": "timescale",
  "track: has datagrams": "datagrams",
};

async function run(library: Library, scenario: Scenario): Promise<string[]> {
  const trace = new Trace();
  await scenario(library, trace);
  return trace.lines;
}

describe.each(Object.entries(tables))("%s", (about, scenarios) => {
  for (const [name, scenario] of Object.entries(scenarios)) {
    const differs = OTHERWISE[`${about}: ${name}`];
    const options = differs ? { fails: true, timeout: 1_500 } : {};
    it(differs ? `${name} (otherwise: ${differs})` : name, options, async () => {
      const [theirs, ours] = [await run(Theirs as unknown as Library, scenario), await run(Ours, scenario)];
      expect(theirs.length).toBeGreaterThan(0);
      expect(ours).toEqual(theirs);
    });
  }
});

it("what is said to be otherwise is a scenario", () => {
  const names = Object.entries(tables).flatMap(([about, scenarios]) =>
    Object.keys(scenarios).map((name) => `${about}: ${name}`),
  );
  expect(names).toEqual(expect.arrayContaining(Object.keys(OTHERWISE)));
});
