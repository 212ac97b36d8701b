import { createUniqueId, type JSX } from "solid-js";

/** What opens a menu of its own within this one leaves it open below. */
function isDone(target: EventTarget | null): boolean {
  const button = target instanceof Element ? target.closest("button") : null;
  return (
    button !== null && !button.hasAttribute("popovertarget") && button.closest("[popover] [popover]") === null
  );
}

/**
 * Buttons of a bar that has no room for them on a narrow screen: there they are a menu with their names, behind one
 * button; else they are in the bar, and the style sheet shows no menu.
 */
export function MoreTools(props: { children: JSX.Element }): JSX.Element {
  const id = createUniqueId();
  let menu: HTMLDivElement | undefined;
  return (
    <>
      <button type="button" class="icon-button more-button" aria-label="More" title="More" popovertarget={id}>
        <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
          <path d="M1.500 6.500h3v3h-3zM6.500 6.500h3v3h-3zM11.500 6.500h3v3h-3z" />
        </svg>
      </button>
      {/* biome-ignore lint/a11y: what is pressed is a button within; this only closes the menu behind it */}
      <div
        id={id}
        ref={menu}
        class="more-tools"
        popover="auto"
        onClick={(event) => isDone(event.target) && menu?.matches(":popover-open") && menu.hidePopover()}
      >
        {props.children}
      </div>
    </>
  );
}
