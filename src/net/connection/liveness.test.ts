import { describe, expect, it } from "vitest";
import { Liveness } from "./liveness.ts";

/** A peer that answers each question some ticks after it was put, while it answers at all. */
class Peer {
  readonly liveness = new Liveness();
  /** Ticks to an answer; undefined: what is asked is never answered. */
  answers: number | undefined = 0;
  /** Ticks to a new connection; undefined: there is none, which shows after {@link failsAfter}. */
  connects: number | undefined;
  failsAfter = 8;
  asked: number[] = [];
  attempted: number[] = [];
  lostAt: number | undefined;
  #now = 0;
  #due = new Map<() => void, number>();

  run(ticks: number): this {
    for (let i = 0; i < ticks && this.lostAt === undefined; i++) this.#tick();
    return this;
  }

  #tick(): void {
    const { liveness } = this;
    this.#now++;
    for (const [event, at] of this.#due) {
      if (at > this.#now) continue;
      this.#due.delete(event);
      event();
    }
    const { ask, attempt, lost } = liveness.tick();
    if (ask) {
      this.asked.push(this.#now);
      const id = liveness.asked();
      this.#after(this.answers, () => liveness.answered(id));
    }
    if (attempt) {
      this.attempted.push(this.#now);
      if (this.connects !== undefined) this.#after(this.connects, () => liveness.reached());
      else this.#after(this.failsAfter, () => liveness.unreached());
    }
    if (lost) this.lostAt = this.#now;
  }

  /** Something due in 0 ticks is there before the next one. */
  #after(ticks: number | undefined, event: () => void): void {
    if (ticks === 0) event();
    else if (ticks !== undefined) this.#due.set(event, this.#now + ticks);
  }
}

describe("a peer that answers", () => {
  it("is asked every fourth tick, and no more", () => {
    const peer = new Peer().run(41);
    expect(peer.asked).toEqual([1, 5, 9, 13, 17, 21, 25, 29, 33, 37, 41]);
    expect(peer.attempted).toEqual([]);
  });

  it("is not asked in step with everyone else", () => {
    const inPhase = (phase: number) => {
      const liveness = new Liveness(phase);
      const asked: number[] = [];
      for (let tick = 1; asked.length < 3; tick++) if (liveness.tick().ask) asked.push(tick);
      return asked;
    };
    expect([0, 0.3, 0.6, 0.99].map(inPhase)).toEqual([
      [1, 5, 9],
      [1, 4, 8],
      [1, 3, 7],
      [1, 2, 6],
    ]);
  });

  it("is not in doubt for being slow from the start", () => {
    const peer = new Peer();
    peer.answers = 10;
    peer.connects = 0;
    expect(peer.run(400).attempted).toEqual([]);
  });

  it("is kept where it becomes slow all at once, although a new connection comes about", () => {
    const peer = new Peer().run(40);
    // An answer takes a round trip, a connection two at least.
    peer.answers = 12;
    peer.connects = 24;
    expect(peer.run(400).lostAt).toBeUndefined();
  });

  it("is kept where nothing gets through for a while, and what was tried comes about with the first answer", () => {
    const peer = new Peer().run(40);
    peer.answers = undefined;
    peer.connects = 9;
    peer.run(10);
    peer.answers = 0;
    expect(peer.run(100).lostAt).toBeUndefined();
    expect(peer.attempted.length).toBe(1);
  });

  it("is asked no more than before once it has answered after all", () => {
    const peer = new Peer().run(40);
    peer.answers = undefined;
    peer.run(12);
    peer.answers = 0;
    peer.run(10);
    const from = peer.asked.length;
    expect(peer.run(40).asked.length - from).toBe(10);
  });
});

describe("a peer that answers no more", () => {
  it("is lost within 8 ticks where a new connection comes about at once", () => {
    for (let ticks = 40; ticks < 44; ticks++) {
      const peer = new Peer().run(ticks);
      peer.answers = undefined;
      peer.connects = 0;
      expect(peer.run(20).lostAt).toBeLessThanOrEqual(ticks + 8);
    }
  });

  it("is lost only after several questions, one of them put after the new connection stood", () => {
    const peer = new Peer().run(40);
    peer.answers = undefined;
    peer.connects = 3;
    peer.run(100);
    const reachedAt = (peer.attempted[0] ?? Number.NaN) + 3;
    const unanswered = peer.asked.filter((at) => at > 40);
    expect(unanswered.length).toBeGreaterThanOrEqual(4);
    expect(
      unanswered.filter((at) => at >= reachedAt && at < (peer.lostAt ?? 0)).length,
    ).toBeGreaterThanOrEqual(1);
  });

  it("is not given up for a connection that cannot be had", () => {
    const peer = new Peer().run(40);
    peer.answers = undefined;
    peer.run(1_000);
    expect(peer.lostAt).toBeUndefined();
    // It is tried less and less often, and not asked without end.
    expect(peer.attempted.length).toBeGreaterThan(3);
    expect(peer.attempted.length).toBeLessThan(1_000 / 40);
    expect(peer.asked.length).toBeLessThan(50);
  });

  it.each([10, 40, 100, 140, 240])("is lost once it is there anew, %d ticks after it went", (ticks) => {
    const peer = new Peer().run(40);
    peer.answers = undefined;
    peer.run(ticks);
    peer.connects = 1;
    expect(peer.run(100).lostAt).toBeDefined();
  });

  it("is lost once a later attempt comes about", () => {
    const peer = new Peer().run(40);
    peer.answers = undefined;
    peer.run(30);
    peer.connects = 1;
    expect(peer.run(100).lostAt).toBeDefined();
  });
});

describe("a peer that has never answered", () => {
  it("is given longer than one that has", () => {
    const peer = new Peer();
    peer.answers = undefined;
    peer.connects = 0;
    expect(peer.run(100).lostAt).toBeGreaterThan(12);
  });
});

it("a question that never went out says nothing", () => {
  const liveness = new Liveness();
  for (let i = 0; i < 1_000; i++) expect(liveness.tick().attempt).toBe(false);
  expect(liveness.doubted).toBe(false);
});

it("an answer to what was asked before it is of no use twice", () => {
  const liveness = new Liveness();
  const first = liveness.asked();
  liveness.answered(first);
  const second = liveness.asked();
  for (let i = 0; i < 3; i++) liveness.tick();
  liveness.answered(first);
  expect(liveness.doubted).toBe(true);
  liveness.answered(second);
  expect(liveness.doubted).toBe(false);
});
