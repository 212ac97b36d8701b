/** What the scripts report while they build, as lines of Vite's logger. */
import { duration, type Reporter } from "../../scripts/lib/report.mjs";

/** How often a long build says where it is. */
const PROGRESS_MS = 15_000;

/**
 * Says what is built and how long that took; nothing of what was there already. Failures are left to the caller.
 * @param say prints one line
 */
export function lineReporter(say: (line: string) => void): Reporter {
  return {
    ready: () => {},
    begin: ({ title, why, takes }) => {
      const startedAt = performance.now();
      const since = () => duration(performance.now() - startedAt);
      let doing = "still at it";
      say(`${title}: ${why} (${takes})`);
      const timer = setInterval(() => say(`${title}: ${since()}, ${doing}`), PROGRESS_MS);
      timer.unref();
      return {
        progress: (text) => {
          doing = text;
        },
        done: (note) => {
          clearInterval(timer);
          say(`${title}: ${note ?? "done"}, in ${since()}`);
        },
        failed: () => clearInterval(timer),
      };
    },
    line: say,
    event: () => {},
    failure: () => {},
  };
}
