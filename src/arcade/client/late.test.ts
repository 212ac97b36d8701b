import { expect, onTestFinished, test } from "vitest";
import { Broadcast } from "../../net/lite.ts";
import { JsonPublisher } from "../../publish/json.ts";
import type { ChatUpdate } from "../types.ts";
import { LateChat, loadRest } from "./late.ts";

const load = () => loadRest((sentence) => expect.unreachable(sentence));

function makeBroadcast() {
  const producer = new Broadcast.Producer();
  const consumer = producer.consume();
  onTestFinished(() => {
    consumer.close();
    producer.close();
  });
  return { producer, consumer };
}

const SAYS_NOTHING = { on: true, muted: [], emotes: {}, lines: {} };

test("a chat that was followed before there was code for it is heard once there is", async () => {
  const { producer, consumer } = makeBroadcast();
  const late = new LateChat();
  const following = late.follow(consumer);
  const updates: ChatUpdate[] = [];
  const { ClientChat } = await load();
  late.begin(new ClientChat((update) => updates.push(update)));
  const request = await producer.requested();
  expect(request?.name).toBe("chat");
  const publisher = new JsonPublisher(request?.accept() ?? expect.unreachable());
  publisher.update(SAYS_NOTHING);
  await expect.poll(() => updates.at(-1)?.state).toBe("on");
  following.close();
  expect(updates.at(-1)?.state).toBe("none");
  publisher.close();
});

test("one that was left by then is not heard", async () => {
  const [left, next] = [makeBroadcast(), makeBroadcast()];
  const late = new LateChat();
  const leaving = late.follow(left.consumer);
  const following = late.follow(next.consumer);
  leaving.close();
  const { ClientChat } = await load();
  late.begin(new ClientChat(() => {}));
  expect((await next.producer.requested())?.name).toBe("chat");
  const asked = await Promise.race([left.producer.requested(), Promise.resolve("nobody")]);
  expect(asked).toBe("nobody");
  following.close();
});

test("a track that was asked for before is served once there is code for it, and closed either way", async () => {
  const { producer, consumer } = makeBroadcast();
  const late = new LateChat();
  const track = producer.createTrack("chat", { latencyMax: 60_000 });
  const closed = producer.createTrack("closed", { latencyMax: 60_000 });
  late.serve(closed).close();
  await closed.closed;
  const serving = late.serve(track);
  const told = consumer.subscribe("chat", { latencyMax: 60_000 });
  const { ClientChat } = await load();
  late.begin(new ClientChat(() => {}));
  const frame = await (await told.nextGroup())?.readFrame();
  expect(JSON.parse(new TextDecoder().decode(frame?.payload))).toEqual({ said: [] });
  serving.close();
  await track.closed;
  told.close();
});
