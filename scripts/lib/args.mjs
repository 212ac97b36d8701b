/**
 * The command lines of the scripts.
 */
import { isIP } from "node:net";
import { parseArgs } from "node:util";
import { PlainError } from "./report.mjs";

export const START_HELP = `npm start: set up what is missing, then run the relay and the app.

  npm start -- [options]

  --port N         the app's port (5173)
  --relay-port N   the relay's port, TCP and UDP (4443)
  --relay-log      print the relay's log here too
  --lan            for phones and other devices in the room too: by https, with a certificate of this machine's own
                   (each device asks once whether to trust it), at an address that is printed with a QR code
  --lan-host NAME  the name or address to print for --lan, where this machine has several
  --setup-only     set up, and run nothing
  --json           print one JSON object a line
  --help           print this

Environment: MOQ_ARCADE_CACHE (the cache folder), RUST_LOG (what the relay logs).`;

/**
 * @typedef {object} StartOptions
 * @property {boolean} help
 * @property {boolean} json
 * @property {boolean} setupOnly
 * @property {boolean} relayLog
 * @property {number} port
 * @property {number} relayPort
 * @property {boolean} lan
 * @property {string | undefined} lanHost
 */

/** The relay's port where none is named; the app's own default relay is there too. */
export const RELAY_PORT = 4443;

/**
 * @param {string} option
 * @param {string} text
 * @returns {number}
 */
function portOf(option, text) {
  const port = /^\d+$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65535) return port;
  throw new PlainError(`${option} takes a port from 1 to 65535, not "${text}".`);
}

/** @param {string} text @returns {string} as it stands in an address, without brackets */
function hostOf(text) {
  const host = text.replace(/^\[(.*)\]$/, "$1");
  if (isIP(host) || /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(host))
    return host;
  throw new PlainError(
    `--lan-host takes a name or an address, such as laptop.local or 192.168.1.5, not "${text}".`,
  );
}

/**
 * @param {string[]} argv
 * @returns {StartOptions}
 * @throws {PlainError} where an option is unknown or has no sense
 */
export function parseStart(argv) {
  const { values } = parsed(argv);
  const options = {
    help: values.help === true,
    json: values.json === true,
    setupOnly: values["setup-only"] === true,
    relayLog: values["relay-log"] === true,
    port: portOf("--port", values.port ?? "5173"),
    relayPort: portOf("--relay-port", values["relay-port"] ?? String(RELAY_PORT)),
    lan: values.lan === true || values["lan-host"] !== undefined,
    lanHost: values["lan-host"] === undefined ? undefined : hostOf(values["lan-host"]),
  };
  if (options.port === options.relayPort) {
    throw new PlainError(`The app and the relay cannot both have port ${options.port}: choose two.`);
  }
  return options;
}

/** @param {string[]} argv */
function parsed(argv) {
  try {
    return parseArgs({
      args: argv,
      options: {
        help: { type: "boolean", short: "h" },
        json: { type: "boolean" },
        "setup-only": { type: "boolean" },
        "relay-log": { type: "boolean" },
        lan: { type: "boolean" },
        "lan-host": { type: "string" },
        port: { type: "string" },
        "relay-port": { type: "string" },
      },
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PlainError(`${why.split(". ")[0]}. See npm start -- --help.`);
  }
}
