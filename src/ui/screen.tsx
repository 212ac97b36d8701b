import {
  createEffect,
  createMemo,
  createRenderEffect,
  createSignal,
  type JSX,
  on,
  onCleanup,
  onMount,
  Show,
} from "solid-js";
import type { PictureSize } from "../arcade/types.ts";
import { type Placement, placePicture } from "./scale.ts";

/** A picture's size in its own pixels, until it is known: a Game Boy's. */
const FIRST_SIZE: PictureSize = { width: 160, height: 144 };

export interface ScreenProps {
  /** Where the picture is drawn; whoever made it owns it. */
  canvas: HTMLCanvasElement;
  /** How large the picture is, in its own pixels, once that is known. */
  size?: PictureSize | undefined;
  /** What the picture is, for those who do not see it. */
  label: string;
  /** Whether the picture is old or not there yet. */
  dim?: boolean;
  /** Whether its room is not known yet: what is not there does not move when it is. What is over it is said all the same. */
  unplaced?: boolean | undefined;
  /** As large as whole pixels can be, as by default, or as there is room for. */
  fit?: "whole" | "fill" | undefined;
  /** Whether the gaps between an LCD's pixels are drawn, where the pixels are whole. */
  lcd?: boolean | undefined;
  /** Over the picture. */
  children?: JSX.Element;
}

/** A canvas to draw a game on. It serves once: its drawing goes to a Worker. */
export function makeCanvas(): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = FIRST_SIZE.width;
  canvas.height = FIRST_SIZE.height;
  return canvas;
}

/** From how many of the screen's pixels to one of the picture's there is room for gaps between them. */
const LCD_FACTOR_MIN = 3;

/** The picture, at the largest (whole) multiple of its size that there is room for, and never blurred. */
export function Screen(props: ScreenProps): JSX.Element {
  const [placement, setPlacement] = createSignal<Placement>();
  let room: HTMLDivElement | undefined;

  const place = () => {
    if (!room) return;
    const corner = room.getBoundingClientRect();
    setPlacement(
      placePicture({
        ...(props.size ?? FIRST_SIZE),
        roomWidth: room.clientWidth,
        roomHeight: room.clientHeight,
        roomLeft: corner.left + window.scrollX,
        roomTop: corner.top + window.scrollY,
        devicePixelRatio: window.devicePixelRatio,
        fit: props.fit ?? "whole",
      }),
    );
  };

  // Also before it is there: in the frame in which an observer would place it, it has been somewhere already.
  createEffect(on([() => props.size, () => props.fit, () => props.unplaced], place, { defer: true }));
  onMount(() => {
    place();
    if (!room) return;
    const observer = new ResizeObserver(place);
    observer.observe(room);
    onCleanup(() => observer.disconnect());
    // A window moved to a denser screen keeps its size in CSS pixels.
    let query: MediaQueryList | undefined;
    const onRatio = () => {
      query?.removeEventListener("change", onRatio);
      query = window.matchMedia?.(`(resolution: ${window.devicePixelRatio}dppx)`);
      query?.addEventListener("change", onRatio);
      place();
    };
    onRatio();
    onCleanup(() => query?.removeEventListener("change", onRatio));
  });

  props.canvas.classList.add("screen-picture");
  props.canvas.setAttribute("role", "img");
  createRenderEffect(() => props.canvas.setAttribute("aria-label", props.label));

  const style = () => {
    const at = placement();
    return (
      at && { left: `${at.left}px`, top: `${at.top}px`, width: `${at.width}px`, height: `${at.height}px` }
    );
  };

  // A grid that is drawn once: nothing is done for a frame.
  const lcd = createMemo(() => {
    const { factor = 0 } = placement() ?? {};
    if (!props.lcd || !Number.isInteger(factor) || factor < LCD_FACTOR_MIN) return undefined;
    const ratio = window.devicePixelRatio || 1;
    return {
      "--lcd-pixel": `${factor / ratio}px`,
      "--lcd-gap": `${Math.max(1, Math.round(factor / 8)) / ratio}px`,
    };
  });

  return (
    <div class="screen">
      <div class="screen-room" ref={room}>
        <div class="screen-glass" style={style()} classList={{ dim: props.dim }} hidden={props.unplaced}>
          {props.canvas}
          <Show when={lcd()}>{(sizes) => <div class="screen-lcd" style={sizes()} aria-hidden="true" />}</Show>
          <Show when={!props.unplaced && props.children}>
            <div class="screen-over">{props.children}</div>
          </Show>
        </div>
        <Show when={props.unplaced && props.children}>
          <div class="screen-over">{props.children}</div>
        </Show>
      </div>
    </div>
  );
}
