import type { JSX } from "solid-js";
import { QrCode } from "./qr-code.tsx";
import { ShareLink } from "./share-link.tsx";

/** What is behind the share button, and loaded with it: the address as a QR code and as a link. */
export function SharePanel(props: { url: string; title: string }): JSX.Element {
  return (
    <>
      <div class="share-menu-code">
        <QrCode text={props.url} label={`The address of ${props.title} as a QR code`} />
      </div>
      <ShareLink url={props.url} title={props.title} label="Or send this link" hasCode={false} />
    </>
  );
}
