/** How emotes look and are called, in the order of their keys: 1 to 8. */
import type { EmoteName } from "../../arcade/types.ts";

export interface EmoteLook {
  name: EmoteName;
  /** How it is drawn. */
  sign: string;
  /** How it is said. */
  label: string;
}

export const EMOTE_LOOKS: readonly EmoteLook[] = [
  { name: "heart", sign: "❤️", label: "Heart" },
  { name: "laugh", sign: "😂", label: "Laughing" },
  { name: "wow", sign: "😮", label: "Wow" },
  { name: "sad", sign: "😢", label: "Crying" },
  { name: "clap", sign: "👏", label: "Clapping" },
  { name: "fire", sign: "🔥", label: "Fire" },
  { name: "party", sign: "🎉", label: "Party" },
  { name: "wave", sign: "👋", label: "Waving" },
];

const BY_NAME = new Map(EMOTE_LOOKS.map((look) => [look.name, look]));

export const emoteSign = (name: EmoteName): string => BY_NAME.get(name)?.sign ?? "";

export const emoteLabel = (name: EmoteName): string => BY_NAME.get(name)?.label ?? name;
