/** What is measured, by name. A name says the unit; where a figure is not measured it is `NaN`. See docs/statistics.md. */

/** Of a game that is watched, about four times a second. */
export const PLAY_FIGURES = [
  /** Pictures shown, over the last second. */
  "framesPerSecond",
  /** From a press to the picture that answers to it: the median of those since the sample before. */
  "inputMs",
  /** Of that, from the press until its command was given to the network, */
  "sendMs",
  /** from there until the picture was here: both ways on the network, the host's next frame and its encoder, */
  "travelMs",
  /** and from there until it was shown: buffer, decoder, and the screen's next turn. */
  "presentMs",
  /** From a command's leaving to the host's word that it was applied. No leg of the way, but close to a round trip. */
  "answerMs",
  /** Mean time of a frame in the host's emulator, and in its encoder, as the host tells it. */
  "hostEmulationMs",
  "hostEncodeMs",
  /** How long pictures wait to even out their arrival: the jitter of the path. */
  "pictureBufferMs",
  "soundBufferMs",
  /** Pictures and groups of them that were left out, and times that the sound ran dry, since the game was opened. */
  "framesSkipped",
  "groupsSkipped",
  "soundGaps",
  /** What was read of each kind of rendition, over the last second. */
  "videoBitsPerSecond",
  "audioBitsPerSecond",
  /** Players, the host among them. */
  "players",
] as const;

export type PlayFigure = (typeof PLAY_FIGURES)[number];

/** Of a game that is hosted, once a second. */
export const HOST_FIGURES = [
  "framesPerSecond",
  /** Mean time of a frame, over the last second. */
  "emulationMs",
  /** From a picture to its bytes: a mean over about a second. */
  "encodeMs",
  /** Viewers, without the host. */
  "viewers",
  /** What left the encoders, over the last second. A relay sends it to any number of viewers. */
  "videoBitsPerSecond",
  "audioBitsPerSecond",
  /** Pictures that the encoder had no time for, and commands that were not in order, since the game began. */
  "framesDropped",
  "commandsDropped",
] as const;

export type HostFigure = (typeof HOST_FIGURES)[number];
