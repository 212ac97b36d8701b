import { type JSX, Show } from "solid-js";

export interface NoticeProps {
  tone?: "error" | "plain";
  title: string;
  /** What went wrong and what to do: text, possibly from the network. */
  text?: string;
  /** Ways out: links and buttons. */
  children?: JSX.Element;
}

/** A panel that says something is not as wished, and what can be done. */
export function Notice(props: NoticeProps): JSX.Element {
  return (
    <section
      class="notice"
      classList={{ "notice-error": props.tone === "error" }}
      role={props.tone === "error" ? "alert" : undefined}
    >
      <h2 class="notice-title">{props.title}</h2>
      <Show when={props.text}>
        <p class="notice-text">{props.text}</p>
      </Show>
      <Show when={props.children}>
        <div class="actions">{props.children}</div>
      </Show>
    </section>
  );
}
