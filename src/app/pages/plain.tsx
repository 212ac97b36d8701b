import type { JSX } from "solid-js";
import { Header } from "../../ui/index.ts";
import { createTitle } from "../title.ts";

/** A page of the house: its mark above, words below. It needs no relay. */
export function PlainPage(props: {
  title: string;
  home?: string;
  aside?: JSX.Element;
  children: JSX.Element;
}) {
  createTitle(() => props.title);
  return (
    <div class="page">
      <Header home={props.home ?? "/"}>{props.aside}</Header>
      <main class="page-main">{props.children}</main>
    </div>
  );
}
