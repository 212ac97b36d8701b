/** npm's `<moq-watch>` on the harness's page. Its library is loaded by who asks for it only. */

/** Puts the player on the page, playing a broadcast onto `canvas.npm`. */
export async function playWithNpm(relay: string, path: string): Promise<void> {
  await import("@moq/watch/element");
  const player = document.createElement("moq-watch");
  player.setAttribute("url", relay);
  player.setAttribute("name", path);
  // As it asks for in every document of its own: it hears only of what is announced.
  player.setAttribute("reload", "");
  const canvas = document.createElement("canvas");
  canvas.className = "npm";
  canvas.style.cssText = "width: 640px; height: 360px";
  player.append(canvas);
  document.body.append(player);
}
