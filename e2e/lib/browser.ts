/** Chromium, with what it needs for WebTransport and WebCodecs in a container. */
import { type Browser, type BrowserServer, chromium } from "playwright-core";
import { findChromium } from "../../scripts/lib/index.mjs";

/**
 * Pages behind the address bar, which Chromium draws in HTML (156 does) and loads for each new window: they took a
 * processor for a second and a half, and no test looks at them.
 */
const WINDOW_FEATURES = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"];

/** What the driver switches off by itself. Chromium heeds the last list that it is given, and that is ours. */
const DRIVER_FEATURES = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
];

/** A window in which nothing is loaded but what is asked for. */
export const QUIET_WINDOW = `--disable-features=${[...DRIVER_FEATURES, ...WINDOW_FEATURES].join(",")}`;

/** Never `--disable-quic`: WebTransport goes over it. */
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  QUIET_WINDOW,
];

async function launchOptions(flags: string[]) {
  const executablePath = process.env.CHROMIUM_PATH || (await findChromium());
  // Signals are handled by whoever launches: an end in order closes the browser too.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  return { executablePath, args: [...FLAGS, ...flags], ...signals };
}

/** A browser of one's own. */
export async function launchBrowser(flags: string[] = []): Promise<Browser> {
  return chromium.launch(await launchOptions(flags));
}

/** A browser that several programs can connect to. */
export async function launchBrowserServer(): Promise<BrowserServer> {
  return chromium.launchServer(await launchOptions([]));
}

export function connectBrowser(endpoint: string): Promise<Browser> {
  return chromium.connect(endpoint);
}
