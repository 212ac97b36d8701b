/**
 * A Chromium as somebody uses it: a window with tabs, of which one is seen. The browser's driver makes every page that it
 * is attached to believe that it is seen; so it lets go of a page before that is hidden.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { findChromium } from "../../scripts/lib/index.mjs";
import { FLAGS } from "./browser.ts";
import { until } from "./until.ts";

/** A tab that nobody's driver is attached to. */
export interface Tab {
  /** Opens another one in front of it. */
  hide(): Promise<void>;
  /** What an expression comes to, in its page. */
  evaluate<T>(expression: string): Promise<T>;
}

/** A browser with a window of its own. */
export class Tabs {
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly #endpoint: string;

  private constructor(process: ChildProcess, folder: string, endpoint: string) {
    this.#process = process;
    this.#folder = folder;
    this.#endpoint = endpoint;
  }

  static async open(): Promise<Tabs> {
    const folder = mkdtempSync(join(tmpdir(), "moq-arcade-tabs-"));
    const program = process.env.CHROMIUM_PATH || (await findChromium());
    const options = [...FLAGS, "--headless=new", "--remote-debugging-port=0", `--user-data-dir=${folder}`];
    const chromium = spawn(program, [...options, "about:blank"], { stdio: "ignore" });
    const told = join(folder, "DevToolsActivePort");
    // The port, and behind it the path, once both are written.
    const [port, path] = await until("Chromium says where it is", async () => {
      const lines = existsSync(told) ? readFileSync(told, "utf8").split("\n") : [];
      return lines.length > 1 && lines;
    });
    return new Tabs(chromium, folder, `ws://127.0.0.1:${port}${path}`);
  }

  /** Does something with a new tab by the browser's driver, and then has the driver let go of it. */
  async tab(use: (page: Page) => Promise<void>): Promise<Tab> {
    const browser = await chromium.connectOverCDP(this.#endpoint);
    const [context] = browser.contexts();
    if (!context) throw new Error("the browser has no window");
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const { targetInfo } = await session.send("Target.getTargetInfo");
    await use(page);
    // What was connected to is not ended by it.
    await browser.close();
    return attach(this.#endpoint, targetInfo.targetId);
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.kill();
    await ended;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Speaks the browser's protocol by hand: https://chromedevtools.github.io/devtools-protocol/ */
async function attach(endpoint: string, targetId: string): Promise<Tab> {
  const socket = new WebSocket(endpoint);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error("the browser cannot be reached"));
  });
  const asked = new Map<number, (answer: { result?: unknown; error?: { message: string } }) => void>();
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(data);
    asked.get(answer.id)?.(answer);
    asked.delete(answer.id);
  };
  let last = 0;
  const send = async <T>(method: string, params: object, sessionId?: string): Promise<T> => {
    const id = ++last;
    const answer = new Promise<{ result?: unknown; error?: { message: string } }>((resolve) =>
      asked.set(id, resolve),
    );
    socket.send(JSON.stringify({ id, method, params, sessionId }));
    const { result, error } = await answer;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result as T;
  };
  const { sessionId } = await send<{ sessionId: string }>("Target.attachToTarget", {
    targetId,
    flatten: true,
  });
  return {
    async hide() {
      const other = await send<{ targetId: string }>("Target.createTarget", { url: "about:blank" });
      await send("Target.activateTarget", other);
    },
    async evaluate<T>(expression: string) {
      const options = { expression, returnByValue: true };
      const { result } = await send<{ result: { value: T } }>("Runtime.evaluate", options, sessionId);
      return result.value;
    },
  };
}
