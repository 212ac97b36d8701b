/** The relay with the settings of `deploy/compose.yaml`: certificates from files, https, and rules on who may what. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { connect } from "node:tls";
import { end, start } from "../../scripts/lib/children.mjs";
import { ensureAll, freePort } from "../../scripts/lib/index.mjs";
import { childEnv } from "../../scripts/lib/paths.mjs";
import { anyAddress } from "../../scripts/lib/ports.mjs";
import { environment, filled } from "./deploy.ts";
import { until } from "./until.ts";

/** Where compose mounts the certificates. */
const MOUNT = "/certificates/";

/** What stands for the volume of certificates, and the files in it that compose names. */
export function certificateFiles(volume: string): { cert: string; key: string } {
  const { MOQ_LISTEN_TLS_CERT: cert = "", MOQ_LISTEN_TLS_KEY: key = "" } = environment(
    "compose.yaml",
    "relay",
  );
  return { cert: mounted(cert, volume), key: mounted(key, volume) };
}

const mounted = (path: string, volume: string) =>
  filled(path, { SITE: "localhost" }).replace(MOUNT, `${volume}/`);

export interface DeployedRelay {
  /** Such as `https://localhost:40123`. */
  url: string;
  port: number;
  close(): Promise<void>;
}

/**
 * @param volume the folder that stands for the volume of certificates; see {@link certificateFiles}
 * @param authority the file of the authority that signed them
 */
export async function startDeployedRelay(volume: string, authority: string): Promise<DeployedRelay> {
  const { relay: path } = await ensureAll({ only: ["relay"] });
  if (!path) throw new Error("the relay has no path");
  const port = await freePort();
  const any = (await anyAddress()) === "::" ? "[::]" : "0.0.0.0";
  const settings = Object.entries(environment("compose.yaml", "relay")).map(([name, value]) => [
    name,
    mounted(value, volume).replace("[::]:4443", `${any}:${port}`),
  ]);
  const logFile = join(dirname(volume), "relay.log");
  const { child, ended } = start(path, [], {
    env: { ...childEnv(), ...Object.fromEntries(settings), RUST_LOG: "info" },
    logFile,
  });
  let over = false;
  ended.then(() => {
    over = true;
  });
  await until("the relay answers over https", async () => {
    if (over) throw new Error(`the relay has ended:\n${readFileSync(logFile, "utf8")}`);
    return servedFingerprint(port, authority).catch(() => undefined);
  });
  return { url: `https://localhost:${port}`, port, close: () => end(child) };
}

/** The fingerprint of the certificate that is shown over TCP, once it is verified. */
export function servedFingerprint(port: number, authority: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "localhost", servername: "localhost", ca: readFileSync(authority) });
    socket.once("error", reject);
    socket.once("secureConnect", () => {
      resolve(socket.getPeerX509Certificate()?.fingerprint256 ?? "");
      socket.destroy();
    });
  });
}
