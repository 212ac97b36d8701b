import { expect, it } from "vitest";
import * as z from "zod/mini";
import { Group, Track } from "./index.ts";
import { read, write } from "./zod.ts";

const schema = z.object({ seat: z.number() });

it.each([
  ["a track", () => new Track.Producer("t"), (track: Track.Producer) => track.subscribe()],
  ["a group", () => new Group.Producer(0), (group: Group.Producer) => group.consume()],
] as const)("%s carries values of a schema, and no others", async (_name, make, consume) => {
  const producer = make();
  const consumer = (consume as (from: unknown) => Track.Subscriber | Group.Consumer)(producer);
  write(producer, { seat: 2 }, schema);
  expect(() => write(producer, { seat: "two" } as never, schema)).toThrow();
  producer.writeJson({ seat: "two" });
  expect(await read(consumer, schema)).toEqual({ seat: 2 });
  await expect(read(consumer, schema)).rejects.toThrow();
  producer.close();
  expect(await read(consumer, schema)).toBeUndefined();
});

it("only the end is undefined", async () => {
  const producer = new Group.Producer(0);
  write(producer, null, z.nullable(z.string()));
  expect(await read(producer.consume(), z.nullable(z.string()))).toBeNull();
  producer.close();
});
