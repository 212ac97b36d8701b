/**
 * What cannot work, or not yet, between which peers, and why. The reasons are from the libraries' sources.
 */
import type { Known } from "./judge.ts";
import { MOQ_NET } from "./known/moq-net.ts";
import { NPM } from "./known/npm.ts";
import { PROTOCOL } from "./known/protocol.ts";

export const KNOWN: readonly Known[] = [...PROTOCOL, ...MOQ_NET, ...NPM];
