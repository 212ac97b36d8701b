/** `docs/interop.md`, which is written by the test of the matrix. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/index.mjs";
import type { Known } from "./judge.ts";
import { explain, type Result, tables } from "./report.ts";

const PATH = join(root, "docs", "interop.md");

const INTRODUCTION = `# Interoperability

\`src/net\` and npm's \`@moq/net\` 0.3.4 against each other, through the real relay (\`moq-relay\` 0.17.10, with \`moq-net\`
0.3.18): each publishing, each consuming, in Chromium over WebTransport, in Chromium over WebSocket, and under Node over
WebSocket, in every version of the protocol that they can be made to speak with the relay. \`e2e/interop-matrix\` runs all of
it as part of \`npm test -- e2e\`.

Where both ends speak the same version, everything is looked at: announcements below a prefix, tracks that are made when
asked for, groups of many frames, frames of one byte and of 4 MiB, empty frames and groups, timestamps, what a track says
of itself, subscriptions with their bounds, updates and ends, fetches, datagrams, and resets and refusals with codes. Where
they speak different versions (each against the other side's default, one end at least being ours, under Node), it is what
the relay has to translate.

npm's library does not speak moq-lite-06 (but for a draft of it), moq-transport-21 and 22, and moq-lite-01 and
moq-transport-14 cannot be asked of it alone.

A cell that cannot work is an expected failure in \`e2e/interop-matrix/known.ts\`, with what is seen instead. It fails the test
when it is seen otherwise, and when it works. This page is written by the same run:

\`\`\`
INTEROP_DOCUMENT=1 npx vitest run --config e2e/vitest.config.ts e2e/interop-matrix
\`\`\`
`;

const KNOWN_HEADING = "## What does not work, and why";
const TABLES_HEADING = "## The tables";

/** The part that has to be there as it is. */
export function knownPart(known: readonly Known[]): string {
  return `${KNOWN_HEADING}\n\n${explain(known)}\n`;
}

export function readDocument(): string {
  return readFileSync(PATH, "utf8");
}

/** The whole page. */
export function compose(results: readonly Result[], known: readonly Known[]): string {
  return `${INTRODUCTION}\n${knownPart(known)}\n${TABLES_HEADING}\n\n${tables(results, known)}\n`;
}

export function writeDocument(text: string): void {
  writeFileSync(PATH, text);
}
