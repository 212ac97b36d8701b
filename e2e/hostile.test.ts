/** Viewers that send what is no command, under names that are none: dropped, counted, and the game goes on. */
import { expect, inject, onTestFinished, test } from "vitest";
import { viewersPrefix } from "../src/arcade/name.ts";
import { Broadcast, Connection, Path, type Track } from "../src/net/index.ts";
import type { HostPage } from "./lib/pages.ts";
import { HELD_BITS, makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

async function connect(): Promise<Connection.Established> {
  const connection = await Connection.connect(new URL(inject("relay")));
  onTestFinished(() => connection.close());
  return connection;
}

/** Announces a viewer; its track of commands, once the host asks for it. */
async function announce(
  connection: Connection.Established,
  path: string,
): Promise<Track.Producer | undefined> {
  const broadcast = new Broadcast.Producer();
  // Also keeps it from being collected, and so ended, before the test is over.
  onTestFinished(() => broadcast.close());
  connection.publish(Path.from(path), broadcast);
  for (;;) {
    const request = await broadcast.requested();
    if (!request || request.name === "command") return request?.accept();
    request.reject();
  }
}

async function hosted(name: string) {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, name, makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  // Somebody has to watch, or the game pauses.
  const player = await stage.player("player");
  await player.open(site, name);
  await expect.poll(() => player.status()).toBe("Playing");
  return { host, player, viewers: viewersPrefix(site.prefix, name), connection: await connect() };
}

const dropped = (host: HostPage) => host.figure("dropped commands").then(Number);

/** A text, or a value as JSON, in a group of its own. */
function send(track: Track.Producer, command: unknown): void {
  track.writeString(typeof command === "string" ? command : JSON.stringify(command));
}

const buttons = (...held: string[]) => ({ type: "buttons", buttons: held });

const NO_COMMANDS: unknown[] = [
  "",
  "{",
  "null",
  "[]",
  "42",
  '"buttons"',
  "\u0000",
  { type: "unheard of" },
  { type: "buttons" },
  { type: "buttons", buttons: "a" },
  { type: "buttons", buttons: [1, null] },
  { type: "buttons", buttons: ["x".repeat(17)] },
  { type: "buttons", buttons: Array(17).fill("a") },
  { type: "buttons", buttons: ["a"], edges: [{ seq: -1, button: "a", down: true }] },
  { type: "buttons", buttons: ["a"], edges: [{ seq: 1e300, button: "a", down: true }] },
  { type: "buttons", buttons: ["a"], edges: [{ seq: 1, button: "__proto__", down: true }] },
  { type: "buttons", buttons: ["a"], edges: Array(33).fill({ seq: 1, button: "a", down: true }) },
  { type: "reset", seq: "now" },
  { ...buttons("a"), padding: "x".repeat(1 << 20) },
  `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
];

test("what is no command is dropped and counted, and the commands after it count", async () => {
  const { host, viewers, connection } = await hosted("hostile");
  const track = await announce(connection, `${viewers}/mallory`);
  if (!track) throw new Error("the host asked for no commands");
  // A few at a time, so that none is passed over for a newer one.
  for (let sent = 0; sent < NO_COMMANDS.length; ) {
    for (const command of NO_COMMANDS.slice(sent, sent + 4)) {
      send(track, command);
      sent++;
    }
    await expect.poll(() => dropped(host), { message: `after ${sent}` }).toBe(sent);
  }
  expect((await host.reading())?.held).toBe(0);
  // Buttons of another console are no reason to drop a command.
  send(track, buttons("b", "shoulder"));
  await expect.poll(async () => (await host.reading())?.held).toBe(HELD_BITS.b);
  send(track, buttons());
  await expect.poll(async () => (await host.reading())?.held).toBe(0);
  expect(await dropped(host)).toBe(NO_COMMANDS.length);
  expect(await host.status()).toBe("Live");
});

test("viewers of strange names do no harm, and what is no name is not listened to", async () => {
  const { host, player, viewers, connection } = await hosted("names");
  const good = ["__proto__", "constructor", "<img src=x onerror=alert(1)>", "おまけ", "x".repeat(64)];
  for (const id of good) {
    const track = await announce(connection, `${viewers}/${id}`);
    if (track) send(track, buttons("a"));
    await expect.poll(async () => (await host.reading())?.held, { message: id }).toBe(HELD_BITS.a);
    await expect
      .poll(async () => (await host.players()).find(({ name }) => name === id)?.buttons, { message: id })
      .toBe("A");
    if (track) send(track, buttons());
    await expect.poll(async () => (await host.reading())?.held, { message: id }).toBe(0);
  }
  // The host is a player already, nobody else is; a path is no name, and neither is a novel.
  const before = await host.players();
  for (const id of ["host", "a/b", "x".repeat(65)])
    void announce(connection, `${viewers}/${id}`).catch(() => {});
  const after = await announce(connection, `${viewers}/after`);
  if (after) send(after, buttons("start"));
  await expect.poll(async () => (await host.reading())?.held).toBe(HELD_BITS.start);
  expect((await host.players()).length).toBe(before.length + 1);

  // Others see all that, and play. (A name that JSON readers stumble over is not shown to them.)
  await player.hold("up");
  await expect.poll(async () => (await player.reading())?.held).toBe(HELD_BITS.start | HELD_BITS.up);
  const names = async () => (await player.players()).map(({ name }) => name);
  await expect.poll(names).toEqual(expect.arrayContaining([...good.slice(1), "after", "You"]));
  expect(stage.log(host.page).filter((line) => /^(error|pageerror)/.test(line))).toEqual([]);
});

test("a flood of commands slows nobody else down", async () => {
  const { host, player, viewers, connection } = await hosted("flood");
  const track = await announce(connection, `${viewers}/flood`);
  if (!track) throw new Error("the host asked for no commands");
  const timer = setInterval(() => {
    for (let i = 0; i < 20; i++) send(track, i % 2 ? buttons("left") : "{");
  }, 10);
  onTestFinished(() => clearInterval(timer));
  await expect.poll(() => dropped(host)).toBeGreaterThan(100);
  for (let i = 1; i <= 10; i++) {
    await player.page.keyboard.press("KeyX");
    await expect.poll(async () => (await player.reading())?.count).toBe(i);
  }
  expect(await host.status()).toBe("Live");
});
