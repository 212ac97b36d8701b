/** What `npm start -- --lan` has its development server know: it is a process of its own. */
import { readFileSync } from "node:fs";

/** @typedef {{ certificate: string, relay: string, origin: string, names: string[] }} LanSettings
 *   `certificate`: the file with the key; `relay`: its address by http, on this machine; `origin`: the page's, for others;
 *   `names`: all by which it may be asked for */

const VARIABLE = "MOQ_ARCADE_LAN";

/** @param {LanSettings} settings @returns {NodeJS.ProcessEnv} */
export const lanEnv = (settings) => ({ [VARIABLE]: JSON.stringify(settings) });

/** @returns {Omit<LanSettings, "certificate"> & { pem: string }} */
export function readLanSettings() {
  const text = process.env[VARIABLE];
  if (!text) throw new Error(`${VARIABLE} is not set: this server is started by npm start -- --lan.`);
  const { certificate, ...rest } = /** @type {LanSettings} */ (JSON.parse(text));
  return { ...rest, pem: readFileSync(certificate, "utf8") };
}
