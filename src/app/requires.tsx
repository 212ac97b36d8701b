import { type JSX, Show } from "solid-js";
import { missingFeatures } from "../arcade/index.ts";
import { missingForPublish } from "../publish/index.ts";
import { Notice } from "../ui/index.ts";

const BROWSERS = "Chrome and Edge 94, Firefox 130 and Safari 26, or newer, have all of it.";

/** What a page is to do. */
export type Role = "host" | "play" | "publish";

const TITLES: Record<Role, string> = {
  host: "This browser cannot host a game",
  play: "This browser cannot show the games",
  publish: "This browser cannot send",
};

/** What this browser lacks, and which have it, as sentences; `undefined` if it lacks nothing. */
export function missingText(role: Role, scope: object = globalThis): string | undefined {
  const missing = role === "publish" ? missingForPublish(scope) : missingFeatures(role, scope);
  if (missing.length === 0) return undefined;
  const what = `This browser has no ${missing.join(", no ")} on this page.`;
  // Browsers hide much of it from pages that anybody between could have changed.
  if ("isSecureContext" in scope && scope.isSecureContext === false) {
    return `${what} The page was not opened securely: open it by https, or on localhost.`;
  }
  return `${what} ${BROWSERS}`;
}

/** Shows its children in a browser that can, and says why not in one that cannot. */
export function Requires(props: { to: Role; children: JSX.Element }): JSX.Element {
  const text = missingText(props.to);
  return (
    <Show when={text === undefined} fallback={<Notice tone="error" title={TITLES[props.to]} text={text} />}>
      {props.children}
    </Show>
  );
}
