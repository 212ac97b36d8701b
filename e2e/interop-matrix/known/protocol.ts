/** What a version of the protocol has no place for. */
import type { Known } from "../judge.ts";

export const PROTOCOL: readonly Known[] = [
  {
    behaviours: ["catching up", "range"],
    either: /moq-lite-0[12]$/,
    signature: /timed out waiting for group|the groups: \[|what the publisher hears/,
    whose: "the protocol's",
    why: "SUBSCRIBE names groups from moq-lite-03 on; before, it is for the newest one and those that follow.",
  },
  {
    behaviours: ["updates", "updates, unread"],
    either: /moq-lite-0[12]$/,
    signature: /timed out waiting for priority 9/,
    whose: "the protocol's",
    why: "SUBSCRIBE_UPDATE came with moq-lite-03.",
  },
  {
    behaviours: ["track info"],
    either: /moq-lite-0[1-4]$/,
    signature: /"timescale":1000,"latencyMax":5000/,
    whose: "the protocol's",
    why: "A track's properties travel from moq-lite-05 on; before, a reader sees the defaults.",
  },
  {
    behaviours: ["track info"],
    consumer: /^ours moq-transport/,
    signature: /"timescale":1000000,"latencyMax":5000,"priority":(127|3)\}/,
    whose: "the protocol's",
    why:
      "How long groups are kept has no place in moq-transport, and timescale and priority have none before draft 17. " +
      "(From then on the relay declares every track in microseconds, which its timestamps are converted to.)",
  },
  {
    behaviours: ["timestamps"],
    either: /moq-lite-0[1-4]$|moq-transport-1[4-6]$/,
    signature: /the timestamps: \[/,
    whose: "the protocol's",
    why: "Timestamps travel from moq-lite-05 and moq-transport-17 on; before, frames get the time of their arrival.",
  },
  {
    behaviours: ["datagrams"],
    either: /moq-lite-0[1-4]$/,
    signature: /timed out waiting for a datagram/,
    whose: "the protocol's",
    why: "Datagrams came with moq-lite-05.",
  },
  {
    behaviours: ["datagrams"],
    publisher: /^ours moq-transport-1[4-6]$/,
    consumer: /^ours/,
    signature: /the timestamp: \d+ instead of|timed out waiting for a datagram/,
    whose: "the protocol's",
    why: "As groups, they have no timestamps before moq-transport-17.",
  },
  {
    behaviours: ["fetches"],
    consumer: /^ours moq-lite-0[1-4]$/,
    signature: /MoqError: not found/,
    whose: "the protocol's",
    why: "FETCH came with moq-lite-05.",
  },
  {
    behaviours: ["group reset"],
    consumer: /moq-transport-(1[789]|2)/,
    signature: /the code: [01] instead of 164/,
    whose: "the protocol's",
    why:
      "Codes for resets are of the draft's list, which has none for applications: the relay makes INTERNAL_ERROR or " +
      "CANCELLED of them.",
  },
  {
    behaviours: ["group reset"],
    publisher: /^ours moq-transport-(1[789]|2)/,
    signature: /the code: ([01]|51) instead of 164|timed out waiting for the reset/,
    whose: "the protocol's",
    why:
      "So does moq-net where it publishes; INTERNAL_ERROR has the relay look for another route to the rest of the " +
      "group, and the reader hears what comes of that, if anything. (What npm's sends all the same gets through.)",
  },
  {
    behaviours: ["track reset"],
    either: /moq-transport/,
    signature:
      /the code: 0 instead of 164|timed out waiting for the reset|the read gave the end|MoqError: not found/,
    whose: "the protocol's",
    why:
      "PUBLISH_DONE says why a track has ended with a code of the draft's list, which has none for applications. (The " +
      "relay asks again, and may be told that there is no such broadcast any more.)",
  },
  {
    behaviours: ["refusal"],
    either: /moq-transport/,
    signature: /the code: 0 instead of 164|SUBSCRIBE error: code=0 reason=/,
    whose: "the protocol's",
    why:
      "A request is refused with a code of the draft's list, which has none for applications: INTERNAL_ERROR " +
      "arrives, with the code in its reason at best.",
  },
];
