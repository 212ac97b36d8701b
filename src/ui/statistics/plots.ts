/** What is plotted of what is measured, and how it is said. */
import type { HostFigure, PlayFigure } from "../../arcade/types.ts";

/** How far back a plot goes, in seconds. */
export const PLOTTED_SECONDS = 120;

export interface PlottedFigure<F extends string> {
  figure: F;
  label: string;
  /** Of the value as it is shown; 0 if not given. */
  digits?: number;
}

/** Figures that are looked at together: of one unit, on one scale. */
export interface PlotSpec<F extends string> {
  title: string;
  /** Behind each value. */
  unit: string;
  /** What a value is divided by to be in that unit; 1 if not given. */
  per?: number;
  /** The least that the scale goes up to, in that unit: what is nearly nothing should look like that. */
  least: number;
  figures: readonly PlottedFigure<F>[];
}

export const PLAY_PLOTS: readonly PlotSpec<PlayFigure>[] = [
  {
    title: "Input to picture",
    unit: "ms",
    least: 50,
    figures: [
      { figure: "inputMs", label: "in all" },
      { figure: "sendMs", label: "press to network", digits: 1 },
      { figure: "travelMs", label: "to the host and back" },
      { figure: "presentMs", label: "arrival to picture" },
    ],
  },
  {
    title: "At the host",
    unit: "ms",
    least: 10,
    figures: [
      { figure: "answerMs", label: "its answer, both ways" },
      { figure: "hostEmulationMs", label: "emulation of a frame", digits: 1 },
      { figure: "hostEncodeMs", label: "encoding of a frame", digits: 1 },
    ],
  },
  {
    title: "Buffers",
    unit: "ms",
    least: 50,
    figures: [
      { figure: "pictureBufferMs", label: "picture, its jitter" },
      { figure: "soundBufferMs", label: "sound" },
    ],
  },
  {
    title: "Pictures",
    unit: "/s",
    least: 65,
    figures: [{ figure: "framesPerSecond", label: "shown", digits: 1 }],
  },
  {
    title: "Received",
    unit: "kbit/s",
    per: 1000,
    least: 200,
    figures: [
      { figure: "videoBitsPerSecond", label: "video" },
      { figure: "audioBitsPerSecond", label: "audio" },
    ],
  },
  {
    title: "Lost so far",
    unit: "",
    least: 5,
    figures: [
      { figure: "framesSkipped", label: "pictures" },
      { figure: "groupsSkipped", label: "groups" },
      { figure: "soundGaps", label: "sound gaps" },
    ],
  },
  { title: "Players", unit: "", least: 4, figures: [{ figure: "players", label: "with the host" }] },
];

export const HOST_PLOTS: readonly PlotSpec<HostFigure>[] = [
  {
    title: "A frame's time",
    unit: "ms",
    least: 10,
    figures: [
      { figure: "emulationMs", label: "emulation", digits: 2 },
      { figure: "encodeMs", label: "encoding", digits: 1 },
    ],
  },
  {
    title: "Frames",
    unit: "/s",
    least: 65,
    figures: [{ figure: "framesPerSecond", label: "emulated", digits: 1 }],
  },
  {
    title: "Sent to the relay",
    unit: "kbit/s",
    per: 1000,
    least: 200,
    figures: [
      { figure: "videoBitsPerSecond", label: "video" },
      { figure: "audioBitsPerSecond", label: "audio" },
    ],
  },
  { title: "Watching", unit: "", least: 4, figures: [{ figure: "viewers", label: "viewers" }] },
  {
    title: "Lost so far",
    unit: "",
    least: 5,
    figures: [
      { figure: "framesDropped", label: "pictures not encoded" },
      { figure: "commandsDropped", label: "commands dropped" },
    ],
  },
];

/** A value as it is shown; a dash for what was not measured. */
export function inUnit(value: number, { per = 1, unit }: { per?: number; unit: string }, digits = 0): string {
  if (!Number.isFinite(value)) return "–";
  const text = (value / per).toFixed(digits);
  return unit === "" ? text : `${text} ${unit}`;
}
