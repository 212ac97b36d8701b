import { createEffect, createMemo, type JSX, Show } from "solid-js";
import type { ModeOutline, ModeRequest, ModeStatus, Player } from "../arcade/types.ts";
import { makeLate } from "./late.tsx";
import { announcement, makeNaming, type Naming, outlineOf } from "./mode-text.ts";

// There is nothing to vote about before the first picture.
const ModeWays = makeLate<ModeWaysProps>(
  async () => (await import("./mode-ways.tsx")).default,
  "How the controller is shared",
);

export interface ModePanelProps {
  /** How the controller is shared, if the host says so. */
  mode: ModeStatus | undefined;
  /** What to leave room for where that is not known yet, or no more. */
  room?: ModeOutline | undefined;
  /** Who looks. */
  own: string | undefined;
  /** All who play. */
  players: readonly Player[];
  /** What they vote for. */
  vote?: string | undefined;
  onRequest: (request: ModeRequest) => void;
}

export interface ModeWaysProps extends ModePanelProps {
  naming: Naming;
}

/** How the controller is shared, and what one can do about it. Where all play at once there is nothing to show. */
export function ModePanel(props: ModePanelProps): JSX.Element {
  const outline = () => (props.mode ? outlineOf(props.mode) : props.room);
  const type = createMemo(() => outline()?.type);
  const seats = createMemo(() => outline()?.seats ?? 0);
  const isShown = createMemo(() => type() !== undefined && type() !== "anarchy");
  const named = makeNaming();
  const naming = createMemo(() => named(props.players, props.own));
  const said = createMemo(() => (props.mode ? announcement(props.mode, props.own, naming()) : ""));
  createEffect(() => isShown() && ModeWays.preload());
  return (
    <>
      <Show when={isShown()}>
        {/* Before what is in it: as high as that will be, so that nothing moves when it comes. */}
        <section
          class="mode"
          aria-label="Sharing the controller"
          data-mode={type()}
          classList={{ "mode-many": seats() > 2 }}
        >
          <Show when={props.mode}>
            <Show when={type() === "other"} fallback={<ModeWays {...props} naming={naming()} />}>
              <p class="mode-text">{said()}</p>
            </Show>
          </Show>
        </section>
      </Show>
      <p class="visually-hidden" aria-live="polite">
        {said()}
      </p>
    </>
  );
}
