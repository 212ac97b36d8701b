import { createUniqueId, type JSX } from "solid-js";
import { type DisplayName, NAME_FIELD_MAX_LENGTH } from "./display-name.ts";

/** Says what one is called among the players: a button, and behind it a field. */
export function NameMenu(props: { displayName: DisplayName }): JSX.Element {
  const id = createUniqueId();
  const fieldId = createUniqueId();
  let menu: HTMLFormElement | undefined;
  let field: HTMLInputElement | undefined;
  return (
    <>
      <button
        type="button"
        class="icon-button name-button"
        aria-label="Your name"
        title="Your name"
        popovertarget={id}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
          <path d="M8 1.500a3.250 3.250 0 1 1 0 6.500a3.250 3.250 0 0 1 0-6.500zM1.500 14.500c0-3.500 3-5 6.500-5s6.500 1.500 6.500 5z" />
        </svg>
      </button>
      <form
        id={id}
        ref={menu}
        class="popup name-menu"
        popover="auto"
        aria-label="Your name"
        onToggle={(event) => {
          if (event.newState !== "open" || !field) return;
          field.value = props.displayName.name();
          field.focus();
          field.select();
        }}
        onSubmit={(event) => {
          event.preventDefault();
          props.displayName.setName(field?.value ?? "");
          menu?.hidePopover();
        }}
      >
        <label class="field-label" for={fieldId}>
          What others see you as
        </label>
        <input
          id={fieldId}
          ref={field}
          class="text-field"
          maxLength={NAME_FIELD_MAX_LENGTH}
          autocomplete="nickname"
          spellcheck={false}
          placeholder="nothing: a number"
        />
        <button type="submit" class="button">
          Use it
        </button>
      </form>
    </>
  );
}
