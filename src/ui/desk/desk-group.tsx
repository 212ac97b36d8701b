import { createUniqueId, type JSX } from "solid-js";

/** A part of the desk, under its heading. */
export function DeskGroup(props: { title: string; children: JSX.Element }): JSX.Element {
  const id = createUniqueId();
  return (
    <section class="desk-group" aria-labelledby={id}>
      <h3 class="section-title" id={id}>
        {props.title}
      </h3>
      {props.children}
    </section>
  );
}
