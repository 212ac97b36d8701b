import { createRenderEffect, onCleanup } from "solid-js";

const APP = "moq-arcade";

/** The document's title while its owner is there. */
export function createTitle(title: () => string): void {
  createRenderEffect(() => {
    document.title = title() ? `${title()} · ${APP}` : APP;
  });
  onCleanup(() => {
    document.title = APP;
  });
}
