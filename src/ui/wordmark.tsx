import type { JSX } from "solid-js";

/** The house's own letters, five by five. */
const LETTERS: Record<string, string> = {
  a: "01110 10001 11111 10001 10001",
  c: "01111 10000 10000 10000 01111",
  d: "11110 10001 10001 10001 11110",
  e: "11111 10000 11110 10000 11111",
  m: "11011 10101 10101 10001 10001",
  o: "01110 10001 10001 10001 01110",
  q: "01110 10001 10101 10010 01101",
  r: "11110 10001 11110 10010 10001",
  "-": "00 00 11 00 00",
};

const WORD = "moq-arcade";

/** Runs of pixels in a row become one rectangle, so that no seams show between them. */
function draw(word: string): { path: string; width: number } {
  let path = "";
  let left = 0;
  for (const letter of word) {
    const rows = (LETTERS[letter] ?? "").split(" ");
    rows.forEach((row, y) => {
      for (const run of row.matchAll(/1+/g)) {
        path += `M${left + run.index} ${y}h${run[0].length}v1h-${run[0].length}z`;
      }
    });
    left += (rows[0]?.length ?? 0) + 1;
  }
  return { path, width: left - 1 };
}

const drawn = draw(WORD);

/** The app's name, as its screen would write it. */
export function Wordmark(): JSX.Element {
  return (
    <svg
      class="wordmark"
      viewBox={`0 0 ${drawn.width} 5`}
      role="img"
      aria-label={WORD}
      shape-rendering="crispEdges"
    >
      <path d={drawn.path} />
    </svg>
  );
}
