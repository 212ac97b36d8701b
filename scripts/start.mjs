/**
 * `npm start`: sets up what is missing, then runs the relay and the app until Ctrl-C.
 */
import { join } from "node:path";
import { parseStart, RELAY_PORT, START_HELP } from "./lib/args.mjs";
import { ensureCertificate } from "./lib/certificate.mjs";
import { endAll, start } from "./lib/children.mjs";
import { ensureAll } from "./lib/index.mjs";
import { describeLan, secureUrl, terminalQr } from "./lib/lan.mjs";
import { lanEnv } from "./lib/lan-settings.mjs";
import { main } from "./lib/main.mjs";
import { cache, childEnv, nodeBin, root, runLog } from "./lib/paths.mjs";
import { answering, lastLines, launchRelay, requirePort } from "./lib/relay.mjs";
import { createReporter, duration, PlainError } from "./lib/report.mjs";

const startedAt = performance.now();
const json = process.argv.includes("--json");
const report = createReporter({ json });
/** Ctrl-C is the way to end what is served, and breaks off what is not yet. */
let serving = false;

/**
 * The app's development server.
 * @param {{ port: number, args?: string[], env?: NodeJS.ProcessEnv, ca?: string }} options `ca`: its certificate, where
 *   it is by https
 */
async function launchApp({ port, args = [], env, ca }) {
  const logFile = runLog("app");
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const { ended } = start(join(nodeBin, "node"), [vite, "--port", String(port), "--strictPort", ...args], {
    cwd: root,
    env: { ...childEnv(), ...env },
    logFile,
    onLine: (line, stream) => {
      if (stream === "stderr" && line.trim()) report.line(`app   │ ${line}`);
    },
  });
  const url = ca === undefined ? `http://localhost:${port}/` : secureUrl("localhost", port);
  await answering(url, { name: "The app's server", ended, logFile, accept: "text/html", ca });
  return { url, logFile, ended };
}

/**
 * The same for every device on the network: by https, with the relay at the page's own address.
 * @param {{ port: number, relayUrl: string, lan: import("./lib/lan.mjs").Lan }} options
 */
async function launchLanApp({ port, relayUrl, lan }) {
  const certificate = join(cache, "lan", "certificate.pem");
  const { pem, isNew } = await ensureCertificate({ file: certificate, names: lan.names });
  const origin = secureUrl(lan.host, port);
  const env = lanEnv({ certificate, relay: relayUrl, origin, names: lan.names });
  const app = await launchApp({
    port,
    args: ["--config", join("scripts", "lan.vite.config.ts")],
    env,
    ca: pem,
  });
  return { ...app, origin, isNew };
}

/** @param {import("./lib/args.mjs").StartOptions} options */
async function serve({ port, relayPort, relayLog, setupOnly, lan: wantsLan, lanHost }) {
  // Before the set-up, so that nobody waits ten minutes to learn of it; and after, since much may have happened.
  const lan = wantsLan && !setupOnly ? describeLan(lanHost) : undefined;
  const needPorts = async () => {
    await requirePort(relayPort, { what: "the relay", option: "--relay-port", udp: !lan });
    // The relay's QUIC is on the page's port: a page can then speak of one address, and a firewall of one port.
    await requirePort(port, { what: "the app", option: "--port", udp: lan !== undefined });
  };
  if (!setupOnly) await needPorts();
  const { relay: path } = await ensureAll({ report });
  if (setupOnly || !path) {
    report.line(`Everything is set up, in ${duration(performance.now() - startedAt)}.`);
    report.event({ event: "setup", ms: Math.round(performance.now() - startedAt) });
    return 0;
  }
  await needPorts();

  const onLine = relayLog ? (/** @type {string} */ line) => report.line(`relay │ ${line}`) : undefined;
  const relayUrl = `http://localhost:${relayPort}`;
  const env = relayPort === RELAY_PORT ? {} : { VITE_RELAY_URL: relayUrl };
  const [relay, app] = await Promise.all([
    launchRelay({
      path,
      port: relayPort,
      ...(lan && { quicPort: port }),
      logFile: runLog("relay"),
      onLine,
    }),
    lan ? launchLanApp({ port, relayUrl, lan }) : launchApp({ port, env }),
  ]);
  serving = true;
  const ms = Math.round(performance.now() - startedAt);
  const lines = "origin" in app && lan ? await lanText(app, { port, lan }) : `  moq-arcade is at  ${app.url}`;
  report.line(`
${lines}

  Serving after ${duration(ms)}. Ctrl-C ends it.
  The relay, at ${relay.url}, is open to all: whoever can reach this machine's port ${lan ? port : relay.port} can publish and watch.
  Logs: ${relay.logFile}
        ${app.logFile}
`);
  report.event({
    event: "serving",
    url: app.url,
    relay: relay.url,
    ms,
    logs: [relay.logFile, app.logFile],
    ...("origin" in app &&
      lan && { lan: { url: app.origin, others: lan.others.map((host) => secureUrl(host, port)) } }),
  });

  const died = await Promise.race([
    relay.ended.then(() => ({ name: "The relay", logFile: relay.logFile })),
    app.ended.then(() => ({ name: "The app's server", logFile: app.logFile })),
  ]);
  throw new PlainError(`${died.name} ended on its own, so this ends too. Its last lines are above.`, {
    lines: lastLines(died.logFile),
    logFile: died.logFile,
  });
}

/**
 * What there is to know for a device in the room.
 * @param {{ url: string, origin: string, isNew: boolean }} app
 * @param {{ port: number, lan: import("./lib/lan.mjs").Lan }} options
 * @returns {Promise<string>}
 */
async function lanText({ url, origin, isNew }, { port, lan }) {
  const colours = process.stdout.isTTY === true && !process.env.NO_COLOR;
  const others = lan.others.map((host) => `\n  or, if that fails, ${secureUrl(host, port)}`);
  return `${await terminalQr(origin, { colours })}

  moq-arcade is at  ${origin}  for every device on this network${others.join("")}
  and, here, at     ${url}

  Each browser warns once${isNew ? "" : " (those that have taken it already do not)"}: the certificate is this machine's own. Chrome: Advanced, Proceed. Safari: Show details,
  visit this website. By http:// there is no answer. A firewall must let port ${port} through, TCP and UDP.`;
}

/** So that whoever has pressed Ctrl-C, or sent a signal, sees that it was heard, and that nothing is left running. */
function onStopped() {
  // Behind what the terminal shows of Ctrl-C.
  report.line(
    serving
      ? "\nEnded: nothing is served any more, and the relay is gone."
      : "\nBroken off. What is set up already stays so.",
  );
  report.event({ event: "ended" });
}

await main(
  async (argv) => {
    const options = parseStart(argv);
    if (options.help) {
      process.stdout.write(`${START_HELP}\n`);
      return 0;
    }
    const code = await serve(options);
    await endAll();
    return code;
  },
  { reporter: () => report, stoppedCode: () => (serving ? 0 : 130), onStopped },
);
