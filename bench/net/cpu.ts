/** Processor time of Chromium's processes. */
import type { Browser } from "playwright-core";

/** Seconds of processor time since each began, threads and system calls included. */
export interface CpuTime {
  /** Of all pages; one alone does anything while something is measured. */
  renderers: number;
  /** Of the process that has the network: QUIC, and its encryption. */
  network: number;
}

export type CpuClock = () => Promise<CpuTime>;

/** A clock of processor time, by Chromium's own account. */
export async function cpuClock(browser: Browser): Promise<CpuClock> {
  const session = await browser.newBrowserCDPSession();
  return async () => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    const sum = (is: (process: (typeof processInfo)[number]) => boolean) =>
      processInfo.filter(is).reduce((seconds, { cpuTime }) => seconds + cpuTime, 0);
    return {
      renderers: sum(({ type }) => type === "renderer"),
      network: sum(({ type }) => type === "network.mojom.NetworkService"),
    };
  };
}
