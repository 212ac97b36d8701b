/**
 * Ports: whether one is free (for TCP and UDP, which the relay both needs), and who has it where it is not.
 */
import { createSocket } from "node:dgram";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";
import { basename } from "node:path";
import { output } from "./children.mjs";

/**
 * The address that means every interface: IPv6 (which takes IPv4 with it), or IPv4 where the machine has no IPv6.
 * @returns {Promise<"::" | "0.0.0.0">}
 */
export async function anyAddress() {
  return (await bindTcp(0, "::")).error === "EAFNOSUPPORT" ? "0.0.0.0" : "::";
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<{ port: number, error?: string }>}
 */
function bindTcp(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) =>
      resolve({ port, error: error.code === "EADDRNOTAVAIL" ? "EAFNOSUPPORT" : error.code }),
    );
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const bound = address && typeof address === "object" ? address.port : port;
      server.close(() => resolve({ port: bound }));
    });
  });
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | undefined>} the error's code, if it cannot be bound
 */
function bindUdp(port, host) {
  return new Promise((resolve) => {
    const socket = createSocket(host === "::" ? "udp6" : "udp4");
    socket.once("error", (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code));
    socket.bind({ port, address: host, exclusive: true }, () => socket.close(() => resolve(undefined)));
  });
}

/**
 * @param {number} port
 * @param {{ udp?: boolean }} [options] `udp`: it must be free for UDP too
 * @returns {Promise<"EADDRINUSE" | "EACCES" | string | undefined>} undefined where it is free
 */
export async function portTaken(port, { udp = false } = {}) {
  const host = await anyAddress();
  return (await bindTcp(port, host)).error ?? (udp ? await bindUdp(port, host) : undefined);
}

/** A port that is free for TCP and UDP on every interface. @returns {Promise<number>} */
export async function freePort() {
  const host = await anyAddress();
  for (let tries = 0; tries < 50; tries++) {
    const { port } = await bindTcp(0, host);
    if ((await bindUdp(port, host)) === undefined) return port;
  }
  throw new Error("no port is free for both TCP and UDP");
}

/**
 * The socket inodes that hold a port, out of the text of /proc/net/tcp and its likes.
 * @param {string} text
 * @param {number} port
 * @param {boolean} listening whether the table has states, of which only "listening" counts
 * @returns {string[]}
 */
export function inodesOf(text, port, listening) {
  const wanted = port.toString(16).toUpperCase().padStart(4, "0");
  return text
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((field) => field[1]?.endsWith(`:${wanted}`) && (!listening || field[3] === "0A"))
    .map((field) => field[9] ?? "");
}

/**
 * Which process has a port, as "name (process 123)", where the system tells.
 * @param {number} port
 * @returns {Promise<string | undefined>}
 */
export async function whoHas(port) {
  return process.platform === "linux" ? whoHasLinux(port) : whoHasLsof(port);
}

/**
 * What to call a program: its file's name, and for Node the script's.
 * @param {string} commandLine its arguments, each ending in a zero byte, as /proc has them
 * @returns {string}
 */
export function programName(commandLine) {
  const [program = "", script = ""] = commandLine.split("\0").map((part) => basename(part));
  return program === "node" && script ? `node ${script}` : program;
}

/** @param {number} port */
async function whoHasLsof(port) {
  const text = await output("lsof", ["-nP", "-Fpc", `-iTCP:${port}`, "-sTCP:LISTEN"]);
  const [, pid, name] = /^p(\d+)\nc(.*)$/m.exec(text ?? "") ?? [];
  return pid ? `${name} (process ${pid})` : undefined;
}

/** Where a link leads, or nothing where it has just gone. @param {string} path */
function linkOf(path) {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** @param {number} port */
function whoHasLinux(port) {
  const inodes = new Set();
  for (const table of ["tcp", "tcp6", "udp", "udp6"]) {
    try {
      const text = readFileSync(`/proc/net/${table}`, "utf8");
      for (const inode of inodesOf(text, port, table.startsWith("tcp"))) inodes.add(`socket:[${inode}]`);
    } catch {
      // This kernel has no such table.
    }
  }
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      for (const fd of readdirSync(`/proc/${pid}/fd`)) {
        if (!inodes.has(linkOf(`/proc/${pid}/fd/${fd}`))) continue;
        return `${programName(readFileSync(`/proc/${pid}/cmdline`, "utf8"))} (process ${pid})`;
      }
    } catch {
      // Another user's process, or one that has just ended.
    }
  }
  return undefined;
}
