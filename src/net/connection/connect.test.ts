import "../wasm/full.ts";
import { describe, expect, it } from "vitest";
import { silent } from "../testing/silent.ts";
import { connect } from "./connect.ts";

const URL_ANY = new URL("https://relay.example/");

describe("connecting over a transport that is open", () => {
  it("to a peer that hangs ends when it is given up, and closes the transport", async () => {
    const { transport, closed } = silent();
    const stop = new AbortController();
    const attempt = connect(URL_ANY, { transport, signal: stop.signal });
    stop.abort(new Error("given up"));
    await expect(attempt).rejects.toThrow("given up");
    expect(closed()).toBe(true);
  });

  it("closes the transport where it was given up before", async () => {
    const { transport, closed } = silent();
    const signal = AbortSignal.abort(new Error("given up"));
    await expect(connect(URL_ANY, { transport, signal })).rejects.toThrow("given up");
    expect(closed()).toBe(true);
  });

  it("closes the transport where the versions are not known, and names those that are", async () => {
    const { transport, closed } = silent();
    await expect(connect(URL_ANY, { transport, versions: ["moq-lite-99"] })).rejects.toThrow(
      /moq-lite-99.*there are: .*moq-lite/,
    );
    expect(closed()).toBe(true);
  });
});
