import type { JSX } from "solid-js";
import { Wordmark } from "./wordmark.tsx";

/** The band at a page's top: the mark, which leads home, and what a page puts beside it. */
export function Header(props: { home: string; children?: JSX.Element }): JSX.Element {
  return (
    <header class="header">
      <a class="header-home" href={props.home} title="To the lobby">
        <Wordmark />
      </a>
      {props.children}
    </header>
  );
}
