/** One clock for pages in different processes. */
import type { Page } from "playwright-core";

/**
 * What to add to a page's wall clock (`performance.timeOrigin + performance.now()`), in milliseconds, to have the monotonic clock
 * of the machine, which all its processes share: Chromium tells when a page was opened by that. The wall clock itself is another
 * for each page, as it is set now and then and may run faster or slower.
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
