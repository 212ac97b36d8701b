/** The console's buttons. */

export const BUTTONS = ["up", "down", "left", "right", "a", "b", "start", "select"] as const;

export type Button = (typeof BUTTONS)[number];

/** What is printed on a button, or said of it. */
export const BUTTON_LABELS: Record<Button, string> = {
  up: "Up",
  down: "Down",
  left: "Left",
  right: "Right",
  a: "A",
  b: "B",
  start: "Start",
  select: "Select",
};

/** Whether a word is the name of a button. */
export function isButton(name: string): name is Button {
  return (BUTTONS as readonly string[]).includes(name);
}

/** What stands for a button where there is little room. */
export const BUTTON_SIGNS: Record<Button, string> = {
  up: "↑",
  down: "↓",
  left: "←",
  right: "→",
  a: "A",
  b: "B",
  start: "Start",
  select: "Select",
};
