/**
 * What the scripts print: for a person (with a live line on a terminal), or one JSON object a line (`--json`).
 */

/** A failure that is told as a sentence, with the last lines of a log where there is one; never as a stack trace. */
export class PlainError extends Error {
  /**
   * @param {string} sentence what went wrong and what to do
   * @param {{ lines?: string[], logFile?: string }} [more]
   */
  constructor(sentence, more = {}) {
    super(sentence);
    this.name = "PlainError";
    this.lines = more.lines ?? [];
    this.logFile = more.logFile;
  }
}

/**
 * @typedef {object} StepSpec
 * @property {string} id
 * @property {string} title what it is
 * @property {string} why what it is for
 * @property {string} takes roughly how long it takes when it has to be done
 *
 * @typedef {object} Reporter
 * @property {(spec: StepSpec, note?: string) => void} ready a step that needed nothing
 * @property {(spec: StepSpec) => { progress: (text: string) => void, done: (note?: string) => void, failed: () => void }} begin
 * @property {(text: string) => void} line
 * @property {(event: Record<string, unknown> & { event: string }) => void} event
 * @property {(error: unknown) => void} failure
 */

/** @param {number} ms @returns {string} such as "4.1 s" or "4 min 40 s" */
export function duration(ms) {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * @param {unknown} error
 * @returns {{ sentence: string, lines: string[], logFile: string | undefined }}
 */
export function plain(error) {
  if (error instanceof PlainError) {
    return { sentence: error.message, lines: error.lines, logFile: error.logFile };
  }
  const text = error instanceof Error ? error.message : String(error);
  return {
    sentence: `Something failed that this script has no advice for: ${text}`,
    lines: [],
    logFile: undefined,
  };
}

/** How often a long step says where it is, when the output is no terminal. */
const QUIET_MS = 20_000;
const FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

/**
 * @param {{ json?: boolean, out?: { write(text: string): unknown, isTTY?: boolean, columns?: number } }} [options]
 * @returns {Reporter}
 */
export function createReporter({ json = false, out = process.stdout } = {}) {
  const say = (/** @type {string} */ text) => void out.write(`${text}\n`);
  return json ? jsonReporter(say) : textReporter(say, out);
}

/** Says nothing: for tests and benches that only want the thing set up. @returns {Reporter} */
export function silentReporter() {
  const nothing = () => {};
  return {
    ready: nothing,
    begin: () => ({ progress: nothing, done: nothing, failed: nothing }),
    line: nothing,
    event: nothing,
    failure: nothing,
  };
}

/** @param {(text: string) => void} say @returns {Reporter} */
function jsonReporter(say) {
  const emit = (/** @type {Record<string, unknown>} */ value) => say(JSON.stringify(value));
  return {
    ready: ({ id, title }, note) => emit({ event: "step", step: id, title, state: "ready", note }),
    begin: ({ id, title, why, takes }) => {
      const startedAt = Date.now();
      let saidAt = startedAt;
      emit({ event: "step", step: id, title, why, takes, state: "running" });
      const end = (/** @type {string} */ state, /** @type {string | undefined} */ note) =>
        emit({ event: "step", step: id, title, state, note, ms: Date.now() - startedAt });
      return {
        progress: (text) => {
          if (Date.now() - saidAt < 1000) return;
          saidAt = Date.now();
          emit({ event: "progress", step: id, text });
        },
        done: (note) => end("done", note),
        failed: () => end("failed", undefined),
      };
    },
    line: () => {},
    event: (value) => emit(value),
    failure: (error) => {
      const { sentence, lines, logFile } = plain(error);
      emit({ event: "failed", message: sentence, lines, log: logFile });
    },
  };
}

/**
 * @param {(text: string) => void} say
 * @param {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} out
 * @returns {Reporter}
 */
function textReporter(say, out) {
  return {
    ready: ({ title }, note) => say(`✓ ${title}: ${note ?? "ready"}`),
    begin: ({ title, why, takes }) => {
      const startedAt = Date.now();
      say(`• ${title}: ${why} (${takes})`);
      let text = "";
      let frame = 0;
      const live = () => {
        const width = (out.columns ?? 80) - 1;
        const line = `  ${FRAMES[frame++ % FRAMES.length]} ${duration(Date.now() - startedAt)}  ${text}`;
        out.write(`\r\x1b[K${line.slice(0, width)}`);
      };
      const plainly = () => say(`  … ${duration(Date.now() - startedAt)}  ${text || "still at it"}`);
      const timer = out.isTTY ? setInterval(live, 120) : setInterval(plainly, QUIET_MS);
      timer.unref();
      const end = () => {
        clearInterval(timer);
        if (out.isTTY) out.write("\r\x1b[K");
      };
      return {
        progress: (next) => {
          text = next;
        },
        done: (note) => {
          end();
          say(`✓ ${title}: ${note ?? "done"}, in ${duration(Date.now() - startedAt)}`);
        },
        failed: () => {
          end();
          say(`✗ ${title}: failed after ${duration(Date.now() - startedAt)}`);
        },
      };
    },
    line: say,
    event: () => {},
    failure: (error) => {
      const { sentence, lines, logFile } = plain(error);
      if (lines.length > 0) say(`\n${lines.map((line) => `  │ ${line}`).join("\n")}`);
      say(`\n${sentence}`);
      if (logFile) say(`The whole log: ${logFile}`);
    },
  };
}

/**
 * One step: checked first, done only if it is missing.
 * @template T
 * @param {Reporter} report
 * @param {StepSpec} spec
 * @param {() => Promise<{ value: T, note?: string } | undefined> | { value: T, note?: string } | undefined} check
 * @param {(progress: (text: string) => void) => Promise<{ value: T, note?: string }>} work
 * @returns {Promise<T>}
 */
export async function step(report, spec, check, work) {
  const present = await check();
  if (present) {
    report.ready(spec, present.note);
    return present.value;
  }
  const running = report.begin(spec);
  try {
    const { value, note } = await work(running.progress);
    running.done(note);
    return value;
  } catch (error) {
    running.failed();
    throw error;
  }
}
