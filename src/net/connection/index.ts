/**
 * Connections: to a relay once, or again and again.
 *
 * @module
 */
export { type CertificateHash, certificateHash, type WebTransportProps } from "./certificate.ts";
export { type AcceptProps, accept, type ConnectProps, connect } from "./connect.ts";
export { Established } from "./established.ts";
export { Reload, type ReloadDelay, type ReloadProps, type ReloadStatus } from "./reload.ts";
export type { Probe, Stats } from "./stats.ts";
export { isWebTransportSupported, type Transport, type WebSocketOptions } from "./transport.ts";
