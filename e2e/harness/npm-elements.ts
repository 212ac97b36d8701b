/** npm's custom elements on the harness's page. Each library is loaded by who asks for it only. */

/** Puts an element on the page; `inside` is its only child. */
function put(name: string, attributes: Record<string, string>, inside?: HTMLElement): void {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  if (inside) element.append(inside);
  document.body.append(element);
}

/** `<moq-watch>`: plays a broadcast onto `canvas.npm`. */
export async function playWithNpm(relay: string, path: string): Promise<void> {
  await import("@moq/watch/element");
  const canvas = document.createElement("canvas");
  canvas.className = "npm";
  canvas.style.cssText = "width: 640px; height: 360px";
  // `reload` as it asks for in every document of its own: it hears only of what is announced.
  put("moq-watch", { url: relay, name: path, reload: "" }, canvas);
}

/** `<moq-boy>`: lists the games under a prefix, and plays the one that is chosen. */
export async function playGamesWithNpm(relay: string, prefix: string): Promise<void> {
  await import("@moq/boy/element");
  put("moq-boy", { url: relay, prefix });
}

/** `<moq-publish>`: sends the camera and the microphone. */
export async function sendWithNpm(relay: string, path: string): Promise<void> {
  await import("@moq/publish/element");
  put("moq-publish", { url: relay, name: path, source: "camera" }, document.createElement("video"));
}
