import { createMemo } from "solid-js";
import type { HostStatus, PlayStatus } from "../arcade/types.ts";

/** A broadcast that this page sends; of the layer below no more is known here. */
export interface SendStatus {
  state: "connecting" | "live" | "reconnecting" | "failed" | "ended";
  error?: string;
}

/** Each a sentence, or the start of one that `error` ends. */
const PLAY_TEXTS: Record<PlayStatus["state"], string> = {
  connecting: "Connecting…",
  waiting: "Waiting for the game…",
  playing: "Playing",
  paused: "Paused by the host",
  lost: "The game is gone",
  failed: "Not playable",
};

const SEND_TEXTS: Record<SendStatus["state"], string> = {
  connecting: "Connecting to the relay…",
  live: "Live",
  reconnecting: "Reconnecting to the relay…",
  failed: "Not sending",
  ended: "Ended",
};

const HOST_TEXTS: Record<HostStatus["state"], string> = {
  starting: "Starting…",
  live: "Live",
  unseen: "Nobody can see this game",
  paused: "Paused: nobody is watching",
  reconnecting: "Reconnecting to the relay…",
  failed: "Not running",
  ended: "Ended",
};

export interface StatusLineProps {
  /** Colours the light. */
  state: PlayStatus["state"] | HostStatus["state"];
  /** Text, possibly from the network. */
  text: string;
}

/** One line that tells how things are, said aloud when it changes. */
export function StatusLine(props: StatusLineProps) {
  // Written only where it differs, however often the status is told.
  const state = createMemo(() => props.state);
  return (
    <p class="status" role="status" aria-live="polite">
      <span class="status-light" data-state={state()} aria-hidden="true" />
      <span class="status-text">{props.text}</span>
    </p>
  );
}

const withDetail = (text: string, detail: string | undefined) =>
  detail ? `${text.replace(/…$/, "")}: ${detail}` : text;

/** What to say of a game that is watched. */
export function playText(status: PlayStatus): string {
  return withDetail(PLAY_TEXTS[status.state], status.error);
}

/** What to say of a broadcast that is sent. */
export function publishText(status: SendStatus, isWatched: boolean): string {
  if (status.state === "live") return isWatched ? "Live" : "Live: nobody is watching, and nothing is encoded";
  return withDetail(SEND_TEXTS[status.state], status.error);
}

/** What to say of a game that is hosted. */
export function hostText(status: HostStatus): string {
  if (status.state === "paused" && status.isHeld) return withDetail("Paused by you", status.error);
  return status.state === "paused" && status.error
    ? withDetail("Paused", status.error)
    : withDetail(HOST_TEXTS[status.state], status.error);
}
