/** Lets pages below a path be framed by pages that are cross-origin isolated: the app's own, as `service-worker.ts` is. */
import type { ServerResponse } from "node:http";
import type { Connect, Plugin } from "vite";

const POLICY = "cross-origin-resource-policy";

/** For what `vite` and `vite preview` serve; a deployment sends headers of its own. */
export function embeddable(path: string): Plugin {
  const install = ({ middlewares }: { middlewares: Connect.Server }) => {
    middlewares.use((request, response: ServerResponse, next) => {
      if (request.url?.startsWith(path)) {
        // Vite's headers are the same for all it serves, and are set after this.
        const setHeader = response.setHeader.bind(response);
        response.setHeader = (name, value) =>
          setHeader(name, name.toLowerCase() === POLICY ? "cross-origin" : value);
      }
      next();
    });
  };
  return { name: "moq-arcade:embeddable", configureServer: install, configurePreviewServer: install };
}
