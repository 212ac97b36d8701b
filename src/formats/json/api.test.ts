/** What is written against npm's `@moq/json` compiles against this, and finds all its names. */
import * as npm from "@moq/json";
import { expect, it } from "vitest";
import * as ours from "./index.ts";

/** The public members. */
type Face<T> = Pick<T, keyof T>;
type V = { n: number };

/** npm's classes, as what is called and what comes of it; this does not compile where ours are not that. */
const CLASSES: [
  new (config?: npm.Snapshot.Config<V>) => Face<npm.Snapshot.Encoder<V>>,
  new (config?: npm.Snapshot.Config<V>) => Face<npm.Snapshot.Decoder<V>>,
  new (config: npm.Snapshot.ProducerConfig<V>) => Face<npm.Snapshot.Producer<V>>,
  new (...args: ConstructorParameters<typeof npm.Snapshot.Consumer<V>>) => Face<npm.Snapshot.Consumer<V>>,
  new (...args: ConstructorParameters<typeof npm.Stream.Encoder<V>>) => Face<npm.Stream.Encoder<V>>,
  new (...args: ConstructorParameters<typeof npm.Stream.Decoder<V>>) => Face<npm.Stream.Decoder<V>>,
  new (...args: ConstructorParameters<typeof npm.Stream.Producer<V>>) => Face<npm.Stream.Producer<V>>,
  new (...args: ConstructorParameters<typeof npm.Stream.Consumer<V>>) => Face<npm.Stream.Consumer<V>>,
  new (...args: ConstructorParameters<typeof npm.Window.Encoder<V>>) => Face<npm.Window.Encoder<V>>,
  new (...args: ConstructorParameters<typeof npm.Window.Decoder<V>>) => Face<npm.Window.Decoder<V>>,
  new (...args: ConstructorParameters<typeof npm.Window.Producer<V>>) => Face<npm.Window.Producer<V>>,
  new (...args: ConstructorParameters<typeof npm.Window.Consumer<V>>) => Face<npm.Window.Consumer<V>>,
] = [
  ours.Snapshot.Encoder<V>,
  ours.Snapshot.Decoder<V>,
  ours.Snapshot.Producer<V>,
  ours.Snapshot.Consumer<V>,
  ours.Stream.Encoder<V>,
  ours.Stream.Decoder<V>,
  ours.Stream.Producer<V>,
  ours.Stream.Consumer<V>,
  ours.Window.Encoder<V>,
  ours.Window.Decoder<V>,
  ours.Window.Producer<V>,
  ours.Window.Consumer<V>,
];

it("has the names of npm's @moq/json, but for two functions", () => {
  const modes = [
    [npm.Snapshot, ours.Snapshot],
    [npm.Stream, ours.Stream],
    [npm.Window, ours.Window],
  ].map((pair) => pair.map((mode) => Object.keys(mode)));
  expect(modes.flatMap(([theirs]) => theirs)).toHaveLength(CLASSES.length);
  for (const [theirs, own] of modes) expect(own).toEqual(expect.arrayContaining(theirs ?? []));
  // `equal` is its `deepEqual`; its `diff` gives a patch and whether it may be used.
  const own = Object.keys({ ...ours });
  expect(Object.keys({ ...npm }).filter((name) => !own.includes(name))).toEqual(["deepEqual"]);
});
