import "../wasm/full.ts";
import { createServer } from "node:net";
import { Signal } from "@moq/signals";
import { describe, expect, it, onTestFinished } from "vitest";
import { consumerOf } from "../announce/consumer.ts";
import { Queue } from "../announce/queue.ts";
import * as Path from "../path.ts";
import { silent } from "../testing/silent.ts";
import type { Established } from "./established.ts";
import { backoffMs, Reload, type ReloadProps, type ReloadStatus } from "./reload.ts";

const DELAY = { initial: 1, multiplier: 2, max: 4 };

/** An address on this machine where nobody listens. */
async function deadAddress(): Promise<URL> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (!address || typeof address === "string") throw new Error("no port");
  return new URL(`http://127.0.0.1:${address.port}/`);
}

function reload(props: ReloadProps): Reload {
  const made = new Reload(props);
  onTestFinished(() => made.close());
  return made;
}

async function until<T>(signal: Signal<T>, accept: (value: T) => boolean): Promise<void> {
  while (!accept(signal.peek())) await signal.changed();
}

/** What a session announces, without one: the relay's part is tested end to end. */
function announcing(queue: Queue): Established {
  return {
    probe: new Signal({}),
    announced: (prefix: Path.Valid) => consumerOf(queue, prefix),
  } as unknown as Established;
}

describe("the backoff", () => {
  const delay = { initial: 1000, multiplier: 2, max: 5000 };

  it("grows with each failure up to its most", () => {
    const full = [1, 2, 3, 4, 5, 100, 5000].map((failures) => backoffMs(delay, failures, 1));
    expect(full).toEqual([1000, 2000, 4000, 5000, 5000, 5000, 5000]);
  });

  it("is spread from half of it to all of it", () => {
    expect(backoffMs(delay, 2, 0)).toBe(1000);
    expect(backoffMs(delay, 2, 0.5)).toBe(1500);
    for (let i = 0; i < 100; i++) {
      const ms = backoffMs(delay, 3, i / 100);
      expect(ms).toBeGreaterThanOrEqual(2000);
      expect(ms).toBeLessThan(4000);
    }
  });
});

describe("a connection that comes back", () => {
  it("does nothing until it is enabled and has an address", async () => {
    const url = await deadAddress();
    expect(reload({ url }).status.peek()).toBe("disconnected");
    expect(reload({ enabled: true }).status.peek()).toBe("disconnected");
    expect(reload({ enabled: true, url }).status.peek()).toBe("connecting");
  });

  it("says why an attempt failed, and goes on", async () => {
    const url = await deadAddress();
    const connection = reload({ enabled: true, url, delay: { ...DELAY, timeout: 0 } });
    const seen: ReloadStatus[] = [];
    connection.status.subscribe((status) => seen.push(status));
    await until(connection.error, (error) => error !== undefined);
    expect(connection.error.peek()?.message).toContain(`could not reach the relay at ${url.origin}`);
    while (seen.filter((status) => status === "disconnected").length < 3) await connection.status.changed();
    expect(seen).not.toContain("connected");
    expect(await connection.stats()).toBeUndefined();
  });

  it("gives up where it is told how long to try, with the reason", async () => {
    const url = await deadAddress();
    const connection = reload({ enabled: true, url, delay: { ...DELAY, timeout: 1 } });
    await expect(connection.closed).rejects.toThrow(url.origin);
    expect(connection.status.peek()).toBe("disconnected");
  });

  it("is disconnected once it is disabled, or has no address any more", async () => {
    const address = await deadAddress();
    const enabled = new Signal(true);
    const url = new Signal<URL | undefined>(address);
    // It never answers, and so the attempt lasts.
    const connection = reload({ enabled, url, transport: silent().transport });
    expect(connection.status.peek()).toBe("connecting");
    enabled.set(false);
    await until(connection.status, (status) => status === "disconnected");
    enabled.set(true);
    await until(connection.status, (status) => status === "connecting");
    url.set(undefined);
    await until(connection.status, (status) => status === "disconnected");
  });

  it("is closed once, and for good", async () => {
    const connection = reload({ enabled: true, url: await deadAddress(), delay: DELAY });
    connection.close();
    connection.close();
    await connection.closed;
    connection.enabled.set(false);
    connection.enabled.set(true);
    await Promise.resolve();
    expect(connection.status.peek()).toBe("disconnected");
  });
});

describe("announcements that outlast the connection", () => {
  it("are taken back when it is lost, and given again by the next", async () => {
    const connection = reload({});
    const announced = connection.announced(Path.from("games"));
    const first = new Queue();
    connection.established.set(announcing(first));
    first.push({ path: Path.from("a"), active: true });
    first.push({ path: Path.from("b"), active: true });
    first.push({ path: Path.from("b"), active: false });
    expect(await announced.next()).toEqual({ path: "a", active: true });
    expect(await announced.next()).toEqual({ path: "b", active: true });
    expect(await announced.next()).toEqual({ path: "b", active: false });
    connection.established.set(undefined);
    expect(await announced.next()).toEqual({ path: "a", active: false });
    const second = new Queue();
    connection.established.set(announcing(second));
    second.push({ path: Path.from("a"), active: true });
    expect(await announced.next()).toEqual({ path: "a", active: true });
    announced.close();
    expect(await announced.next()).toBeUndefined();
  });

  it("that are closed at once are never asked for", async () => {
    const connection = reload({});
    let asked = 0;
    connection.established.set({
      probe: new Signal({}),
      announced: () => {
        asked++;
        return consumerOf(new Queue());
      },
    } as unknown as Established);
    connection.announced().close();
    // What was to come of it would have come by a microtask.
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toBe(0);
  });

  it("go on where a session ended before it could be asked", async () => {
    const connection = reload({});
    connection.established.set({
      probe: new Signal({}),
      announced: () => {
        throw new Error("the session is closed");
      },
    } as unknown as Established);
    const announced = connection.announced();
    const queue = new Queue();
    queue.push({ path: Path.from("a"), active: true });
    await new Promise((resolve) => setImmediate(resolve));
    connection.established.set(announcing(queue));
    expect(await announced.next()).toEqual({ path: "a", active: true });
    announced.close();
  });
});
