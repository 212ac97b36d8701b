import { createMemo, type JSX, Show } from "solid-js";
import type { ModeRequest, ModeStatus, Player } from "../arcade/types.ts";
import { makeLate } from "./late.tsx";
import { ModeSection } from "./mode-section.tsx";
import { announcement, type Naming, namingOf } from "./mode-text.ts";

// There is nothing to vote about before the first picture.
const ModeWays = makeLate<ModeWaysProps>(
  async () => (await import("./mode-ways.tsx")).default,
  "How the controller is shared",
);

export interface ModePanelProps {
  /** How the controller is shared, if the host says so. */
  mode: ModeStatus | undefined;
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
  const type = createMemo(() => props.mode?.type);
  const naming = createMemo(() => namingOf(props.players, props.own));
  const said = createMemo(() => (props.mode ? announcement(props.mode, props.own, naming()) : ""));
  return (
    <>
      <Show when={type() !== undefined && type() !== "anarchy"}>
        <Show when={type() === "other"} fallback={<ModeWays {...props} naming={naming()} />}>
          <ModeSection>
            <p class="mode-text">{said()}</p>
          </ModeSection>
        </Show>
      </Show>
      <p class="visually-hidden" aria-live="polite">
        {said()}
      </p>
    </>
  );
}
