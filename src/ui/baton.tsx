import { createMemo, type JSX, Show } from "solid-js";
import type { ModeRequest, ModeStatus } from "../arcade/types.ts";
import { batonText, type Naming } from "./mode-text.ts";

export interface BatonProps {
  mode: Extract<ModeStatus, { type: "baton" }>;
  /** Who looks. */
  own: string | undefined;
  naming: Naming;
  onRequest: (request: ModeRequest) => void;
}

/** How many of those who wait are named. */
const NAMED_MAX = 3;

/** Who has the baton, who waits for it, and the way to get it or to give it. */
export function Baton(props: BatonProps): JSX.Element {
  const holder = createMemo(() => props.mode.holder);
  const isMine = createMemo(() => holder() !== undefined && holder() === props.own);
  const isWaiting = createMemo(() => props.own !== undefined && props.mode.waiting.includes(props.own));
  const waiting = createMemo(() => {
    const { waiting } = props.mode;
    if (waiting.length === 0) return holder() === undefined ? "Press a button, and it is yours" : "";
    const names = waiting.slice(0, NAMED_MAX).map(props.naming);
    const more = waiting.length - names.length;
    return `Next: ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  });
  const left = createMemo(() => props.mode.left);
  const action = createMemo(() => {
    if (isMine()) return "Pass it on";
    if (isWaiting()) return "Stop waiting";
    return holder() === undefined ? "Take it" : "Ask for it";
  });
  const act = () => props.onRequest({ type: isMine() || isWaiting() ? "pass-baton" : "ask-baton" });
  return (
    <>
      <div class="mode-lines">
        <p class="mode-text" classList={{ own: isMine() }}>
          {batonText(holder(), props.own, props.naming)}
        </p>
        <p class="mode-detail">
          <Show when={left() !== undefined} fallback={waiting()}>
            Taken back in {left()} s
          </Show>
        </p>
      </div>
      {/* One button, whatever it does, so that who has the focus on it keeps it. */}
      <button type="button" class="mode-button" onClick={act}>
        {action()}
      </button>
    </>
  );
}
