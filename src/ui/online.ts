/** Whether this device says that it has a network. */
import { type Accessor, createSignal, onCleanup } from "solid-js";

/** False where there is surely none; true is no promise that anything can be reached. */
export function createOnline(): Accessor<boolean> {
  const [online, setOnline] = createSignal(navigator.onLine);
  const onChange = () => setOnline(navigator.onLine);
  window.addEventListener("online", onChange);
  window.addEventListener("offline", onChange);
  onCleanup(() => {
    window.removeEventListener("online", onChange);
    window.removeEventListener("offline", onChange);
  });
  return online;
}
