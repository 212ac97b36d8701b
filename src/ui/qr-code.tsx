import { createMemo, type JSX } from "solid-js";
import { encode } from "uqr";

/** The margin that the standard asks for, in modules. */
const QUIET_MODULES = 4;

/** The dark modules as a path of bars, each as long as a row has it. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  let path = "";
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x += 1;
      path += `M${from} ${y}h${x + 1 - from}v1H${from}z`;
    }
  }
  return path;
}

/** An address as a QR code: dark on light whatever the page is, since not every camera reads the other way round. */
export function QrCode(props: { text: string; label: string }): JSX.Element {
  const code = createMemo(() => encode(props.text, { ecc: "M", border: QUIET_MODULES }));
  return (
    <svg
      class="qr-code"
      role="img"
      aria-label={props.label}
      viewBox={`0 0 ${code().size} ${code().size}`}
      shape-rendering="crispEdges"
    >
      <path class="qr-code-paper" d={`M0 0h${code().size}v${code().size}H0z`} />
      <path class="qr-code-ink" d={pathOf(code().data)} />
    </svg>
  );
}
