/** How much one person may say. The same on the page, so that people are told, and at the host, which holds it. */
import { Allowance } from "../host/allowance.ts";

const LINES_AT_ONCE = 4;
const LINES_PER_SECOND = 1 / 2;

const EMOTES_AT_ONCE = 6;
const EMOTES_PER_SECOND = 2;

export interface ChatAllowances {
  lines: Allowance;
  emotes: Allowance;
}

export function makeChatAllowances(): ChatAllowances {
  return {
    lines: new Allowance(LINES_PER_SECOND, LINES_AT_ONCE),
    emotes: new Allowance(EMOTES_PER_SECOND, EMOTES_AT_ONCE),
  };
}
