import { describe, expect, it } from "vitest";
import { DecoderClock } from "./decoder-clock.ts";

const PACKET_US = 10_000;

/** A clock whose decoder has so many packets inside, after the first `out` have come out. */
function decoderWith(out: number, inside: number): DecoderClock {
  const clock = new DecoderClock();
  for (let i = 0; i < out + inside; i++) clock.in();
  for (let i = 0; i < out; i++) clock.out(i * PACKET_US, PACKET_US);
  return clock;
}

describe("a decoder's clock", () => {
  it("is right for packets that follow one another, however many are inside", () => {
    expect(decoderWith(5, 0).isOff(5 * PACKET_US)).toBe(false);
    expect(decoderWith(5, 8).isOff(13 * PACKET_US)).toBe(false);
  });

  it("is off behind a gap, and where timestamps go back", () => {
    expect(decoderWith(5, 3).isOff(15 * PACKET_US)).toBe(true);
    expect(decoderWith(9, 1).isOff(2 * PACKET_US)).toBe(true);
  });

  it("is not off by how packets are stamped, but by what adds up", () => {
    const clock = decoderWith(1, 0);
    let packet = 1;
    // Each comes a millisecond later than the samples say.
    for (; packet < 200 && !clock.isOff(packet * (PACKET_US + 1_000)); packet++) {
      clock.in();
      clock.out(packet * PACKET_US, PACKET_US);
    }
    expect(packet).toBe(31);
  });

  it("is not known before something has come out, nor of a new decoder", () => {
    expect(decoderWith(0, 2).isOff(500 * PACKET_US)).toBe(false);
    const clock = decoderWith(5, 2);
    clock.reset();
    expect(clock.isOff(500 * PACKET_US)).toBe(false);
  });
});
