import { For, type JSX } from "solid-js";
import type { Permission } from "../../arcade/types.ts";

const TEXTS: readonly { permission: Permission; text: string }[] = [
  { permission: "reset", text: "Reset" },
  { permission: "save", text: "Save and load" },
  { permission: "fast-forward", text: "Fast-forward" },
];

/** What every viewer may do; the host itself may all of it. */
export function PermissionsField(props: {
  allowed: readonly Permission[];
  onChange: (allowed: Permission[]) => void;
}): JSX.Element {
  function set(permission: Permission, isAllowed: boolean) {
    const others = props.allowed.filter((other) => other !== permission);
    props.onChange(isAllowed ? [...others, permission] : others);
  }
  return (
    <fieldset class="permissions">
      <legend class="desk-text">What everybody may do, and not only you:</legend>
      <div class="permission-row">
        <For each={TEXTS}>
          {({ permission, text }) => (
            <label class="permission">
              <input
                type="checkbox"
                checked={props.allowed.includes(permission)}
                onChange={(event) => set(permission, event.currentTarget.checked)}
              />
              <span>{text}</span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}
