/** What `moq-net` 0.3.18 does otherwise, in the relay or within ours. */
import type { Known } from "../judge.ts";

const INIT_SIGNATURE = /timed out waiting for its end/;

export const MOQ_NET: readonly Known[] = [
  {
    behaviours: ["announcements"],
    publisher: /^ours moq-lite-0[12]$/,
    signature: INIT_SIGNATURE,
    whose: "moq-net's",
    why:
      "The end of a broadcast is not told in moq-lite-01 and 02 where the broadcast was there when announcements were " +
      "asked for: what ANNOUNCE_INIT has named is not remembered. Its return is a violation then, and ends the session " +
      "of whoever hears of it, with all that this one announces. So that nothing else is missed here, each cell has " +
      "sessions of its own for this, which hear of its own broadcasts only.",
    sometimes: true,
  },
  {
    behaviours: ["announcements"],
    consumer: /moq-lite-0[12]$/,
    signature: INIT_SIGNATURE,
    whose: "moq-net's",
    why: "The same in the relay, towards the reader.",
    sometimes: true,
  },
  {
    behaviours: ["catching up", "range"],
    consumer: /^ours moq-transport/,
    signature: /timed out waiting for group|the groups: \[|what the publisher hears/,
    whose: "moq-net's",
    why:
      "The relay subscribes to the newest group and those that follow, whatever groups its reader asks for; and before " +
      "draft 20 a subscription that has an end is not sent at all.",
  },
  {
    behaviours: ["updates", "updates, unread"],
    either: /moq-transport/,
    signature: /timed out waiting for priority [59]/,
    whose: "moq-net's",
    why: "The relay subscribes before it has looked at its reader's priority, with the lowest, and sends no REQUEST_UPDATE.",
  },
  {
    behaviours: ["fetches"],
    publisher: /^ours moq-transport/,
    consumer: /^ours moq-transport/,
    signature: /MoqError: dropped/,
    whose: "moq-net's",
    why:
      "A fetch is part of the relay's subscription to the track, which it cancels when nobody is subscribed: the group " +
      "comes if it is faster.",
    sometimes: true,
  },
  {
    behaviours: ["group reset"],
    either: /moq-transport-1[456]$/,
    signature:
      /MoqError: transport: closed|the code: ([01]|51) instead of 164|timed out waiting for the reset/,
    whose: "moq-net's",
    why:
      "Its adapter for the drafts with a control stream makes one error of all that a stream can fail with: no code of " +
      "a reset gets through it. The relay may look for another route to the rest of the group: 51 is that the route is " +
      "past it.",
  },
  {
    behaviours: ["track reset"],
    either: /moq-lite-0[1-4]$/,
    signature: /the code: (0|54) instead of 164|the read gave the end|timed out waiting for the reset/,
    whose: "moq-net's",
    why:
      "The relay asks for a track again that was reset. What comes of that is what its reader hears: the code, if the " +
      "publisher is there to refuse with it once more, or else 54, 0, the end or nothing.",
    sometimes: true,
  },
  {
    behaviours: ["track reset"],
    either: /moq-lite-0[56]$/,
    signature: /the code: (0|54) instead of 164/,
    whose: "moq-net's",
    why: "The same, where a refusal has always a code: 54 is that there is no such broadcast any more.",
    sometimes: true,
  },
];
