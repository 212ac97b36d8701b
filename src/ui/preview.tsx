import { createEffect, type JSX, onCleanup, Show } from "solid-js";

export interface PreviewProps {
  /** The picture, or `undefined` where there is none. It stays its owner's. */
  track: MediaStreamTrack | undefined;
  /** What it shows, for who cannot see it. */
  label: string;
  /** Whether it is as a mirror: what people expect of their own face. */
  mirrored?: boolean;
  /** Said in the picture's place while there is none. */
  children?: JSX.Element;
  /** Below the picture, on the frame. */
  strip?: JSX.Element;
}

/** What is captured, behind glass. The browser draws it: the page does nothing for a picture. */
export function Preview(props: PreviewProps): JSX.Element {
  let video: HTMLVideoElement | undefined;
  createEffect(() => {
    const { track } = props;
    if (!video) return;
    video.srcObject = track ? new MediaStream([track]) : null;
    // A picture that may not play by itself is still a picture.
    if (track) void video.play?.()?.catch(() => {});
  });
  onCleanup(() => {
    if (video) video.srcObject = null;
  });
  return (
    <div class="bezel preview">
      <div class="preview-glass">
        <video
          ref={video}
          class="preview-picture"
          classList={{ mirrored: props.mirrored }}
          aria-label={props.label}
          hidden={!props.track}
          muted
          autoplay
          playsinline
        />
        <Show when={!props.track}>
          <div class="preview-instead">{props.children}</div>
        </Show>
      </div>
      <div class="preview-strip">{props.strip}</div>
    </div>
  );
}
