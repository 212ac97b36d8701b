import { createUniqueId, type JSX } from "solid-js";
import type { EmoteName } from "../../arcade/types.ts";
import { EmoteRow } from "./emote-row.tsx";

/** A button, and behind it the emotes: for a screen on which the chat would take the pad's room. */
export function EmoteMenu(props: {
  onEmote: (emote: EmoteName) => void;
  /** Given what closes it, and says whether it was open. */
  ref?: (close: () => boolean) => void;
}): JSX.Element {
  const id = createUniqueId();
  let menu: HTMLDivElement | undefined;
  props.ref?.(() => {
    const wasOpen = menu?.isConnected === true && menu.matches(":popover-open");
    if (wasOpen) menu?.hidePopover();
    return wasOpen;
  });
  return (
    <>
      <button
        type="button"
        class="icon-button emote-button"
        aria-label="Emotes"
        title="Emotes (1 to 8)"
        popovertarget={id}
        onMouseDown={(event) => event.preventDefault()}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" class="icon icon-line">
          <path d="M8 1.500a6.500 6.500 0 1 1 0 13a6.500 6.500 0 1 1 0-13M5 9.500q3 3.500 6 0M5.800 5.500v1M10.200 5.500v1" />
        </svg>
      </button>
      <div id={id} ref={menu} class="emote-menu" popover="auto">
        <EmoteRow onEmote={props.onEmote} />
      </div>
    </>
  );
}
