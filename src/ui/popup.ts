/** Closes what is open below a button of the bar. @param within any node of the same document or shadow root @returns whether it was */
export function closePopup(within: Node): boolean {
  const root = within.getRootNode();
  const popup =
    root instanceof Document || root instanceof ShadowRoot
      ? root.querySelector<HTMLElement>(".popup:popover-open")
      : null;
  popup?.hidePopover();
  return popup !== null;
}
