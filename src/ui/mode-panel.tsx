import { createMemo, type JSX, Show } from "solid-js";
import type { ModeRequest, ModeStatus } from "../arcade/types.ts";
import { makeLate } from "./late.tsx";
import { ModeSection } from "./mode-section.tsx";
import { announcement } from "./mode-text.ts";

// There is nothing to vote about before the first picture.
const ModeWays = makeLate<ModePanelProps>(
  async () => (await import("./mode-ways.tsx")).default,
  "How the controller is shared",
);

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
  const said = createMemo(() => (props.mode ? announcement(props.mode, props.own) : ""));
  return (
    <>
      <Show when={type() !== undefined && type() !== "anarchy"}>
        <Show when={type() === "other"} fallback={<ModeWays {...props} />}>
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
