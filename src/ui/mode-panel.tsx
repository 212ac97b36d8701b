import { createMemo, type JSX, Match, Show, Switch } from "solid-js";
import type { ModeRequest, ModeStatus } from "../arcade/types.ts";
import { Baton } from "./baton.tsx";
import { announcement } from "./mode-text.ts";
import { Seats } from "./seats.tsx";
import { Tally } from "./tally.tsx";

export interface ModePanelProps {
  /** How the controller is shared, if the host says so. */
  mode: ModeStatus | undefined;
  /** Who looks. */
  own: string | undefined;
  /** What they vote for. */
  vote?: string | undefined;
  onRequest: (request: ModeRequest) => void;
}

/** How the controller is shared, and what one can do about it. Where all play at once there is nothing to show. */
export function ModePanel(props: ModePanelProps): JSX.Element {
  const type = createMemo(() => props.mode?.type);
  /** Of a type that stays the same it goes on in the same elements. */
  const of = <T extends ModeStatus["type"]>(wanted: T) => {
    const { mode } = props;
    return mode?.type === wanted ? (mode as Extract<ModeStatus, { type: T }>) : undefined;
  };
  const said = createMemo(() => (props.mode ? announcement(props.mode, props.own) : ""));
  return (
    <>
      <Show when={type() !== undefined && type() !== "anarchy"}>
        <section class="mode" aria-label="Sharing the controller">
          <Switch>
            <Match when={of("democracy")}>{(mode) => <Tally mode={mode()} vote={props.vote} />}</Match>
            <Match when={of("baton")}>
              {(mode) => <Baton mode={mode()} own={props.own} onRequest={props.onRequest} />}
            </Match>
            <Match when={of("seats")}>
              {(mode) => <Seats mode={mode()} own={props.own} onRequest={props.onRequest} />}
            </Match>
            <Match when={type() === "other"}>
              <p class="mode-text">{said()}</p>
            </Match>
          </Switch>
        </section>
      </Show>
      <p class="visually-hidden" aria-live="polite">
        {said()}
      </p>
    </>
  );
}
