/** One clock for pages in different processes. */
import type { Page } from "playwright-core";

/**
 * What to add to a page's wall clock (`performance.timeOrigin + performance.now()`), in milliseconds, to have the
 * machine's own clock: each process has taken the wall clock's time at another moment, and that is set now and then.
 */
export async function clockOffsetMs(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  const startedS = metrics.find(({ name }) => name === "NavigationStart")?.value;
  if (startedS === undefined) throw new Error("Chromium does not tell when a page was opened");
  return startedS * 1000 - (await page.evaluate(() => performance.timeOrigin));
}
