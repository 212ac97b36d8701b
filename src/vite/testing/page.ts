/** A page as a development server sees it: a socket that is told of reloads and errors, and requests. */
import type { HotPayload, ViteDevServer } from "vite";

export class Page {
  readonly #socket: WebSocket;
  readonly #origin: string;
  #messages: HotPayload[] = [];
  #wake = () => {};

  private constructor(socket: WebSocket, origin: string) {
    this.#socket = socket;
    this.#origin = origin;
    socket.addEventListener("message", ({ data }) => {
      this.#messages.push(JSON.parse(String(data)));
      this.#wake();
    });
  }

  /** Opens a page of a server that listens. */
  static async open({ httpServer, config }: ViteDevServer): Promise<Page> {
    const address = httpServer?.address();
    if (!address || typeof address === "string") throw new Error("the server has no port");
    const socket = new WebSocket(
      `ws://localhost:${address.port}/?token=${config.webSocketToken}`,
      "vite-hmr",
    );
    const page = new Page(socket, `http://localhost:${address.port}`);
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", reject);
    });
    return page;
  }

  /** Waits for a message of this type; those that came before it are forgotten. */
  async next<Type extends HotPayload["type"]>(type: Type): Promise<Extract<HotPayload, { type: Type }>> {
    for (;;) {
      const at = this.#messages.findIndex((message) => message.type === type);
      const found = this.#messages[at];
      if (found) {
        this.#messages = this.#messages.slice(at + 1);
        return found as Extract<HotPayload, { type: Type }>;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Asks for a file as a browser would that has it from before. */
  async get(path: string, etag?: string | null): Promise<Response> {
    return fetch(this.#origin + path, { headers: etag ? { "If-None-Match": etag } : {} });
  }

  close(): void {
    this.#socket.close();
  }
}
