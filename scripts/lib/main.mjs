/**
 * How each script runs: signals end what it started, and a failure is told plainly.
 */
import { endAll } from "./children.mjs";
import { createReporter } from "./report.mjs";

/** The oldest Node these scripts run on. */
const MIN_NODE = 20;

/**
 * @param {(argv: string[]) => Promise<number>} work returns the exit code
 * @param {{
 *   reporter?: () => import("./report.mjs").Reporter,
 *   stoppedCode?: () => number,
 *   onStopped?: () => void,
 * }} [options] `stoppedCode`: the exit code after Ctrl-C; `onStopped`: called then, when all that was started is gone
 * @returns {Promise<void>}
 */
export async function main(
  work,
  { reporter = createReporter, stoppedCode = () => 130, onStopped = () => {} } = {},
) {
  let stopping = false;
  for (const name of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(name, async () => {
      if (stopping) return;
      stopping = true;
      await endAll();
      onStopped();
      process.exit(stoppedCode());
    });
  }
  try {
    const major = Number(process.versions.node.split(".")[0]);
    if (major < MIN_NODE) {
      throw new Error(`this is Node ${process.versions.node}; Node ${MIN_NODE} or newer is needed`);
    }
    const code = await work(process.argv.slice(2));
    if (!stopping) process.exit(code);
  } catch (error) {
    // What was ended on purpose fails on purpose.
    if (stopping) return;
    reporter().failure(error);
    await endAll();
    process.exit(1);
  }
}
