import { type JSX, Show } from "solid-js";
import { missingFeatures } from "../arcade/index.ts";
import { Notice } from "../ui/index.ts";

const BROWSERS = "Chrome and Edge 94, Firefox 130 and Safari 26, or newer, have all of it.";

/** What this browser lacks, and which have it, as sentences; `undefined` if it lacks nothing. */
export function missingText(role: "host" | "play", scope: object = globalThis): string | undefined {
  const missing = missingFeatures(role, scope);
  if (missing.length === 0) return undefined;
  const what = `This browser has no ${missing.join(", no ")} on this page.`;
  // Browsers hide much of it from pages that anybody between could have changed.
  if ("isSecureContext" in scope && scope.isSecureContext === false) {
    return `${what} The page was not opened securely: open it by https, or on localhost.`;
  }
  return `${what} ${BROWSERS}`;
}

/** Shows its children in a browser that can, and says why not in one that cannot. */
export function Requires(props: { to: "host" | "play"; children: JSX.Element }): JSX.Element {
  const text = missingText(props.to);
  const title = () =>
    props.to === "host" ? "This browser cannot host a game" : "This browser cannot show the games";
  return (
    <Show when={text === undefined} fallback={<Notice tone="error" title={title()} text={text} />}>
      {props.children}
    </Show>
  );
}
