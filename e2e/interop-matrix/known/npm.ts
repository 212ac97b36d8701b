/** What npm's `@moq/net` 0.3.4 does otherwise, over `@moq/qmux` 0.3.3 where that matters. */
import type { BehaviourName } from "../behaviours/index.ts";
import type { Known } from "../judge.ts";

/** Whatever reads a track's groups. */
const READING: readonly BehaviourName[] = [
  "requests",
  "many frames",
  "1-byte frames",
  "4-MiB frame",
  "empty frames",
  "empty groups",
  "timestamps",
  "several tracks",
  "catching up",
  "bounds",
  "range",
  "updates",
  "datagrams",
  "track end",
  "group reset",
  "track reset",
];

/** As npm's says it, as ours does, and as it comes through the relay. */
const LARGEST_OBJECT = /short buffer|malformed track|remote error: (code=)?18/;

export const NPM: readonly Known[] = [
  {
    behaviours: ["catching up", "requests"],
    publisher: /^npm moq-transport-20$/,
    signature: LARGEST_OBJECT,
    whose: "npm's",
    why:
      "LARGEST_OBJECT in SUBSCRIBE_OK has a length before it, which it lost with draft 17: moq-net cannot read the " +
      "answer of a publisher that has written something by then.",
  },
  {
    behaviours: READING,
    publisher: /^npm moq-transport-20$/,
    signature: LARGEST_OBJECT,
    whose: "npm's",
    why: "The same, where it writes before it answers.",
    sometimes: true,
  },
  {
    behaviours: READING,
    consumer: /^npm moq-transport-(1[789]|20)$/,
    signature: /buffer is empty|trailing bytes in message parameter Location|unexpected end of stream/,
    whose: "npm's",
    why: "The same when reading it: where the relay has something of the track when it answers.",
    sometimes: true,
  },
  {
    behaviours: READING,
    consumer: /^npm moq-transport-1[5-7]$/,
    signature: /object IDs must start at 0|\[\] instead of|undefined instead of/,
    whose: "npm's",
    why:
      "Before draft 20 it subscribes to the next object, and does not fetch those of the group that came before: a " +
      "group that the relay has begun to receive when it answers is cut, and given up.",
    sometimes: true,
  },
  {
    behaviours: ["catching up", "range"],
    consumer: /^npm moq-transport/,
    signature:
      /timed out waiting for|the groups: \[|what the publisher hears|a group's frame|short buffer|trailing/,
    whose: "npm's",
    why: "In moq-transport it asks for what comes next, whatever groups the subscription names.",
  },
  {
    behaviours: ["track info"],
    consumer: /^npm moq-transport/,
    signature: /"timescale":1000,"latencyMax":5000,"priority":0\}/,
    whose: "npm's",
    why: "In moq-transport it accepts tracks with its defaults, whatever SUBSCRIBE_OK says.",
  },
  {
    behaviours: ["datagrams"],
    either: /^npm moq-transport/,
    signature: /timed out waiting for a datagram/,
    whose: "npm's",
    why: "It sends and takes datagrams in moq-lite only.",
  },
  {
    behaviours: ["datagrams"],
    either: /^npm moq-lite-05$/,
    place: /WebSocket/,
    signature: /timed out waiting for a datagram/,
    whose: "npm's",
    why:
      "It asks the transport whether there are datagrams once, at the start of a session; over WebSocket that is known " +
      "when the relay's parameters have come, which is a little later.",
  },
  {
    behaviours: ["fetches"],
    consumer: /^npm moq-lite-0[1-4]$/,
    signature: /fetch group requires moq-lite-05 or newer/,
    whose: "the protocol's",
    why: "FETCH came with moq-lite-05; npm's library says so before it asks.",
  },
  {
    behaviours: ["fetches"],
    consumer: /^npm moq-transport/,
    signature: /fetch group is not supported for moq-transport/,
    whose: "npm's",
    why: "It fetches in moq-lite only.",
  },
  {
    behaviours: ["fetches"],
    publisher: /^npm moq-transport/,
    consumer: /^ours/,
    signature: /timed out waiting for the group|remote error: (code=)?0|malformed track/,
    whose: "npm's",
    why: "It answers no FETCH in moq-transport.",
  },
  {
    behaviours: ["track end"],
    consumer: /^npm moq-transport/,
    signature: /what follows: \{"sequence":1\}|buffer is empty|trailing bytes/,
    whose: "npm's",
    why: "It gives the marker for a track's end, END_OF_TRACK, as one more group, unless PUBLISH_DONE overtakes it.",
    sometimes: true,
  },
  {
    behaviours: ["track end", "track reset", "refusal"],
    consumer: /^npm moq-lite-0[2-4]$/,
    place: /WebSocket/,
    signature: /timed out waiting for the (end|reset|refusal)/,
    whose: "npm's",
    why:
      "Before moq-lite-05 it waits for `closed` of a stream that it does not read from; over WebSocket, which hands out " +
      "nothing before it is read, that does not come.",
  },
  {
    behaviours: ["refusal"],
    publisher: /^npm moq-transport-1[456]$/,
    signature: /timed out waiting for the refusal/,
    whose: "npm's",
    why: "Where requests are on the control stream it refuses by resetting a stream that exists on its own side only.",
  },
];
