import type { JSX } from "solid-js";

/** Around what there is to say of how the controller is shared. It comes with what is in it, so that nothing moves twice. */
export function ModeSection(props: { children: JSX.Element }): JSX.Element {
  return (
    <section class="mode" aria-label="Sharing the controller">
      {props.children}
    </section>
  );
}
