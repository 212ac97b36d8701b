import { expect, it, onTestFinished, vi } from "vitest";
import { wasm } from "../../net/bindgen.ts";
import { Broadcast, Connection, Path } from "../../net/index.ts";
import { transportPair } from "../../net/testing/pair.ts";
import { JsonPublisher } from "../../publish/encode.ts";
import { Viewers } from "./viewers.ts";

/** A host, and at the other end of its session who announces viewers. */
async function setup() {
  const protocol = wasm.protocols("moq-lite-06");
  const pair = transportPair(protocol);
  const url = new URL("https://relay.test");
  const [far, host] = await Promise.all([
    Connection.connect(url, { transport: pair.client }),
    Connection.accept(pair.server, url),
  ]);
  const told: string[] = [];
  let taken = 0;
  const removed = new Set<string>();
  const viewers = new Viewers(host, Path.from("viewer/game"), {
    onJoin: (id, viewerId) => {
      told.push(`${viewerId} joins as ${id}`);
      return !removed.has(id);
    },
    onLeave: (id) => told.push(`${id} leaves`),
    onBroadcast: () => {},
    onCommand: (id, command) => {
      const line = command.type === "buttons" ? `${id}: ${command.buttons.join()}` : "";
      // What is held is said again where a subscription begins.
      if (told.at(-1) !== line) told.push(line);
    },
    onDropped: () => {},
  });
  onTestFinished(() => {
    viewers.close();
    far.close();
    host.close();
  });
  /** Announces a viewer that holds this. */
  const announce = (viewerId: string, button: string) => {
    const broadcast = new Broadcast.Producer();
    far.publish(Path.from(`viewer/game/${viewerId}`), broadcast);
    let publisher: JsonPublisher | undefined;
    void (async () => {
      const request = await broadcast.requested();
      publisher = request && new JsonPublisher(request.accept({ priority: 255 }));
      publisher?.update({ type: "buttons", buttons: [button] });
    })();
    const close = () => {
      publisher?.close();
      broadcast.close();
    };
    onTestFinished(close);
    return { close, hold: (next: string) => publisher?.update({ type: "buttons", buttons: [next] }) };
  };
  const takes = async (...lines: string[]) => {
    await vi.waitFor(() => expect(told.slice(taken, taken + lines.length)).toEqual(lines));
    taken += lines.length;
  };
  return { far, announce, takes, viewers, removed };
}

it("a player's sessions are of one player, and the one after another is heard", async () => {
  const { announce, takes } = await setup();
  const first = announce("0a1b2c3d.4", "a");
  await takes("0a1b2c3d.4 joins as 0a1b2c3d", "0a1b2c3d: a");
  first.close();
  await takes("0a1b2c3d leaves");
  announce("0a1b2c3d.5", "b");
  await takes("0a1b2c3d.5 joins as 0a1b2c3d", "0a1b2c3d: b");
});

it("of a player whose session before is there still, the newer one is heard, also once that has gone", async () => {
  const { announce, takes } = await setup();
  const first = announce("0a1b2c3d.9", "a");
  await takes("0a1b2c3d.9 joins as 0a1b2c3d", "0a1b2c3d: a");
  const second = announce("0a1b2c3d.10", "b");
  await takes("0a1b2c3d leaves", "0a1b2c3d.10 joins as 0a1b2c3d", "0a1b2c3d: b");
  first.hold("up");
  first.close();
  second.hold("down");
  await takes("0a1b2c3d: down");
  // Whoever comes late with an older one is not it.
  announce("0a1b2c3d.3", "left");
  second.close();
  await takes("0a1b2c3d leaves");
});

it("ids that are not like ours are a player each", async () => {
  const { announce, takes } = await setup();
  announce("boy.1", "a");
  await takes("boy.1 joins as boy.1", "boy.1: a");
  announce("boy.2", "b");
  await takes("boy.2 joins as boy.2", "boy.2: b");
});

it("a player who was removed is not let in with another session", async () => {
  const { announce, takes, viewers, removed } = await setup();
  announce("0a1b2c3d.4", "a");
  await takes("0a1b2c3d.4 joins as 0a1b2c3d", "0a1b2c3d: a");
  removed.add("0a1b2c3d");
  viewers.remove("0a1b2c3d");
  await takes("0a1b2c3d leaves");
  announce("0a1b2c3d.5", "b");
  await takes("0a1b2c3d.5 joins as 0a1b2c3d");
});

it("a viewer who is announced and cannot be heard is tried again, until they are gone", async () => {
  const { far, takes } = await setup();
  const broadcast = new Broadcast.Producer();
  onTestFinished(() => broadcast.close());
  far.publish(Path.from("viewer/game/0a1b2c3d.4"), broadcast);
  (await broadcast.requested())?.reject(new Error("not yet"));
  await takes("0a1b2c3d.4 joins as 0a1b2c3d", "0a1b2c3d leaves");
  const request = await broadcast.requested();
  const publisher = request && new JsonPublisher(request.accept({ priority: 255 }));
  publisher?.update({ type: "buttons", buttons: ["a"] });
  await takes("0a1b2c3d.4 joins as 0a1b2c3d", "0a1b2c3d: a");
  // What ends is not asked for again.
  publisher?.close();
  await takes("0a1b2c3d leaves");
  expect(
    await Promise.race([
      broadcast.requested(),
      new Promise((resolve) => setTimeout(resolve, 600, "nothing")),
    ]),
  ).toBe("nothing");
});
