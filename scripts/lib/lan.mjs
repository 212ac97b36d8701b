/**
 * This machine as other devices in the room see it: `npm start -- --lan`.
 */
import { isIP } from "node:net";
import { hostname, networkInterfaces } from "node:os";
import { PlainError } from "./report.mjs";

/** Networks that other programs make inside this machine, or through a tunnel: no phone in the room is on them. */
const INSIDE =
  /^(docker|br-|bridge|cni|flannel|ifb|lxc|podman|tailscale|tap|tun|utun|vboxnet|veth|virbr|vmnet|wg|zt)/i;

/** Addresses that home and office networks give. */
const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;

/** Good on one cable only, and often where no network has answered. */
const LINK_LOCAL = /^(169\.254\.|fe80:)/i;

/** @param {{ name: string, address: string }} found @returns {number} the lower, the likelier to be reached */
function rank({ name, address }) {
  const family = PRIVATE.test(address) ? 0 : isIP(address) === 4 ? 1 : 2;
  return (INSIDE.test(name) ? 3 : 0) + family;
}

/**
 * The addresses at which other devices may reach this machine, the likeliest first: private IPv4 ones of real networks
 * before all others.
 * @param {ReturnType<typeof networkInterfaces>} [interfaces]
 * @returns {string[]}
 */
export function lanAddresses(interfaces = networkInterfaces()) {
  return Object.entries(interfaces)
    .flatMap(([name, addresses = []]) =>
      addresses
        .filter(({ internal, address }) => !internal && !LINK_LOCAL.test(address))
        .map(({ address }) => ({ name, address })),
    )
    .sort((a, b) => rank(a) - rank(b))
    .map(({ address }) => address);
}

/**
 * @param {string} host a name or an address
 * @param {number} port
 * @returns {string} the page's address there, with a slash at its end
 */
export function secureUrl(host, port) {
  return `https://${isIP(host) === 6 ? `[${host}]` : host}:${port}/`;
}

/**
 * @typedef {object} Lan
 * @property {string} host what the printed address and the QR code name
 * @property {string[]} others at which the page is, too
 * @property {string[]} names all by which the page may be asked for, this machine's own for itself among them
 */

/**
 * @param {string | undefined} wanted a name or an address that was asked for
 * @param {{ addresses?: string[], machine?: string }} [machine] what it has
 * @returns {Lan}
 * @throws {PlainError} where there is no way to this machine
 */
export function describeLan(wanted, { addresses = lanAddresses(), machine = hostname() } = {}) {
  const host = wanted ?? addresses[0];
  if (host === undefined) {
    throw new PlainError(
      "No other device could reach this machine: it has no address on a network. Connect it to one, or name it: npm start -- --lan-host NAME",
    );
  }
  const others = addresses.filter((address) => address !== host);
  // A machine's name may be none that a certificate can hold.
  const own = /^[a-z0-9.-]+$/i.test(machine)
    ? [machine, ...(machine.includes(".") ? [] : [`${machine}.local`])]
    : [];
  const names = new Set([host, ...others, ...own, "localhost", "127.0.0.1", "::1"]);
  return { host, others, names: [...names].map((name) => name.toLowerCase()) };
}

/**
 * A QR code for a terminal, painted so that it is dark on light whatever the terminal's own colours are.
 * @param {string} text
 * @param {{ colours: boolean }} options
 * @returns {Promise<string>}
 */
export async function terminalQr(text, { colours }) {
  // Installed by the set-up, so not there when this file is loaded.
  const { renderUnicodeCompact } = await import("uqr");
  return renderUnicodeCompact(text, { border: 2 })
    .split("\n")
    .map((line) => `  ${colours ? `\x1b[97;40m${line}\x1b[0m` : line}`)
    .join("\n");
}
