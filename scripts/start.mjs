/**
 * `npm start`: sets up what is missing, then runs the relay and the app until Ctrl-C.
 */
import { join } from "node:path";
import { parseStart, RELAY_PORT, START_HELP } from "./lib/args.mjs";
import { endAll, start } from "./lib/children.mjs";
import { ensureAll } from "./lib/index.mjs";
import { main } from "./lib/main.mjs";
import { childEnv, nodeBin, root, runLog } from "./lib/paths.mjs";
import { answering, lastLines, launchRelay, requirePort } from "./lib/relay.mjs";
import { createReporter, duration, PlainError } from "./lib/report.mjs";

const startedAt = performance.now();
const json = process.argv.includes("--json");
const report = createReporter({ json });
/** Ctrl-C is the way to end what is served, and breaks off what is not yet. */
let serving = false;

/**
 * The app's development server.
 * @param {number} port
 * @param {string | undefined} relayUrl where it is not the app's default
 */
async function launchApp(port, relayUrl) {
  const logFile = runLog("app");
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const { ended } = start(join(nodeBin, "node"), [vite, "--port", String(port), "--strictPort"], {
    cwd: root,
    env: relayUrl ? { ...childEnv(), VITE_RELAY_URL: relayUrl } : childEnv(),
    logFile,
    onLine: (line, stream) => {
      if (stream === "stderr" && line.trim()) report.line(`app   │ ${line}`);
    },
  });
  const url = `http://localhost:${port}/`;
  await answering(url, { name: "The app's server", ended, logFile, accept: "text/html" });
  return { url, logFile, ended };
}

/** @param {import("./lib/args.mjs").StartOptions} options */
async function serve({ port, relayPort, relayLog, setupOnly }) {
  const needPorts = async () => {
    await requirePort(relayPort, { what: "the relay", option: "--relay-port", udp: true });
    await requirePort(port, { what: "the app", option: "--port" });
  };
  // Before the set-up, so that nobody waits ten minutes to learn of it; and after, since much may have happened.
  if (!setupOnly) await needPorts();
  const { relay: path } = await ensureAll({ report });
  if (setupOnly || !path) {
    report.line(`Everything is set up, in ${duration(performance.now() - startedAt)}.`);
    report.event({ event: "setup", ms: Math.round(performance.now() - startedAt) });
    return 0;
  }
  await needPorts();

  const onLine = relayLog ? (/** @type {string} */ line) => report.line(`relay │ ${line}`) : undefined;
  const [relay, app] = await Promise.all([
    launchRelay({ path, port: relayPort, logFile: runLog("relay"), onLine }),
    launchApp(port, relayPort === RELAY_PORT ? undefined : `http://localhost:${relayPort}`),
  ]);
  serving = true;
  const ms = Math.round(performance.now() - startedAt);
  report.line(`
  moq-arcade is at  ${app.url}

  Serving after ${duration(ms)}. Ctrl-C ends it.
  The relay, at ${relay.url}, is open to all: whoever can reach this machine's port ${relay.port} can publish and watch.
  Logs: ${relay.logFile}
        ${app.logFile}
`);
  report.event({ event: "serving", url: app.url, relay: relay.url, ms, logs: [relay.logFile, app.logFile] });

  const died = await Promise.race([
    relay.ended.then(() => ({ name: "The relay", logFile: relay.logFile })),
    app.ended.then(() => ({ name: "The app's server", logFile: app.logFile })),
  ]);
  throw new PlainError(`${died.name} ended on its own, so this ends too. Its last lines are above.`, {
    lines: lastLines(died.logFile),
    logFile: died.logFile,
  });
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
  { reporter: () => report, stoppedCode: () => (serving ? 0 : 130) },
);
