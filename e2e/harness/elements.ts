/** A bare page with our custom elements: nothing of the app, no style, no framework. */
import "../../src/elements/index.ts";

declare global {
  interface Window {
    elements: true;
  }
}

window.elements = true;
