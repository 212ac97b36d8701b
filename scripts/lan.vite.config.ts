/** The app's development server as other devices reach it: by https, and with the relay behind it. */
import { mergeConfig, type Plugin, type ProxyOptions } from "vite";
import base from "../vite.config.ts";
import { readLanSettings } from "./lib/lan-settings.mjs";

const { pem, relay, origin, names } = readLanSettings();

/**
 * Tells pages of a relay at their own address: its QUIC is on the page's port, and what else it is asked comes here,
 * since a page that came by https may ask nobody who speaks plain http.
 */
function relayBehindPage(): Plugin {
  return {
    name: "relay-behind-page",
    configureServer({ middlewares }) {
      middlewares.use("/config.json", (request, response) => {
        // Under HTTP/2 the host has a header of another name.
        const host = request.headers[":authority"] ?? request.headers.host;
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify({ relay: `https://${host}/`, origin }));
      });
      middlewares.use("/certificate.sha256", async (_request, response) => {
        try {
          const asked = await fetch(new URL("/certificate.sha256", relay));
          response.writeHead(asked.status, { "content-type": "text/plain" }).end(await asked.text());
        } catch {
          response.writeHead(502).end();
        }
      });
    },
  };
}

/** The relay's WebSockets are at the address of the page itself; so are Vite's own, and what is no WebSocket. */
const webSockets: ProxyOptions = {
  target: relay,
  ws: true,
  bypass: (request) => {
    const isRelays =
      request.headers.upgrade !== undefined &&
      !/^vite-/.test(request.headers["sec-websocket-protocol"] ?? "");
    return isRelays ? undefined : request.url;
  },
};

export default mergeConfig(base, {
  plugins: [relayBehindPage()],
  server: {
    host: true,
    allowedHosts: names,
    https: { key: pem, cert: pem },
    proxy: { "^/$": webSockets },
  },
});
