/** For tests: a broadcast of ours, and who reads it through a session in the same process. */
import { onTestFinished } from "vitest";
import { wasm } from "../bindgen.ts";
import { Broadcast, Connection, Path } from "../index.ts";
import { transportPair } from "./pair.ts";

/** What is read is not yet asked for. All of it is closed with the test. @param version such as `moq-lite-05` */
export async function throughSession(version = "moq-lite-06") {
  const pair = transportPair(wasm.protocols(version));
  const url = new URL("https://relay.test");
  const [publisher, reader] = await Promise.all([
    Connection.connect(url, { transport: pair.client }),
    Connection.accept(pair.server, url),
  ]);
  const producer = new Broadcast.Producer();
  publisher.publish(Path.from("b"), producer);
  const consumer = reader.consume(Path.from("b"));
  onTestFinished(() => {
    for (const end of [consumer, producer, publisher, reader]) end.close();
  });
  return { producer, consumer };
}
