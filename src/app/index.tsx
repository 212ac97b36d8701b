/**
 * The pages: lobby, host and play.
 *
 * Here connections are opened, and handed to `ui` as accessors and callbacks. What may not come in:
 * wasm-bindgen's types, and looks (they are `ui`'s).
 *
 * @module
 */
import { render } from "solid-js/web";
import { App } from "./app.tsx";
import { keepShell } from "./offline/index.ts";

const root = document.getElementById("app");
if (!root) throw new Error("index.html has no element #app to put the app in.");
render(() => <App />, root);
keepShell();
