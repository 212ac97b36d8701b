import { createMemo, type JSX, Match, Switch } from "solid-js";
import type { ModeStatus } from "../arcade/types.ts";
import { Baton } from "./baton.tsx";
import type { ModeWaysProps } from "./mode-panel.tsx";
import { Seats } from "./seats.tsx";
import { Tally } from "./tally.tsx";

/** What one can do about how the controller is shared: votes, the baton or the seats. */
export default function ModeWays(props: ModeWaysProps): JSX.Element {
  /** Of a type that stays the same it goes on in the same elements. */
  const of = <T extends ModeStatus["type"]>(wanted: T) =>
    createMemo(() => {
      const { mode } = props;
      return mode?.type === wanted ? (mode as Extract<ModeStatus, { type: T }>) : undefined;
    });
  const [democracy, baton, seats] = [of("democracy"), of("baton"), of("seats")];
  return (
    <Switch>
      <Match when={democracy()}>{(mode) => <Tally mode={mode()} vote={props.vote} />}</Match>
      <Match when={baton()}>
        {(mode) => <Baton mode={mode()} own={props.own} naming={props.naming} onRequest={props.onRequest} />}
      </Match>
      <Match when={seats()}>
        {(mode) => <Seats mode={mode()} own={props.own} naming={props.naming} onRequest={props.onRequest} />}
      </Match>
    </Switch>
  );
}
