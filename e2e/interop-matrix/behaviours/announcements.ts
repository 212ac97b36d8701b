/** Broadcasts that come and go, and tracks that are asked for. */
import { type Scene, same } from "../scene.ts";

/** Under a prefix: what is there already, what comes, what goes; and nothing from beside it. */
export async function announcements(scene: Scene): Promise<void> {
  const { library, session } = scene.consumer;
  const early = scene.publish("room/early");
  scene.publish("roommate/not");
  const stream = session.announced(library.Path.from(scene.path, "room"));
  scene.later(() => stream.close());
  const next = async (what: string) => {
    const event = await scene.within(what, stream.next());
    return event && [event.path, event.active];
  };
  same("what is there", await next("the first announcement"), ["early", true]);
  const late = scene.publish("room/late/comer");
  same("what comes", await next("the second announcement"), ["late/comer", true]);
  early.close();
  same("what goes", await next("its end"), ["early", false]);
  late.close();
  same("what goes last", await next("the last end"), ["late/comer", false]);
  scene.publish("room/early");
  same("what comes again", await next("its return"), ["early", true]);
}

/** A track that is made when somebody asks for it, with what was asked. Npm's may ask twice. */
export async function requests(scene: Scene): Promise<void> {
  const broadcast = scene.publish();
  const consumer = await scene.consume();
  const reader = consumer.subscribe("on demand", { priority: 5, latencyMax: 10_000 });
  scene.later(() => reader.close());
  const asked: string[] = [];
  const serving = (async () => {
    for (let request = await broadcast.requested(); request; request = await broadcast.requested()) {
      asked.push(request.name);
      const track = request.accept();
      scene.later(() => track.close());
      track.writeString("here");
    }
  })();
  serving.catch(() => {});
  same("the answer", await scene.next(reader), "here");
  same("the requests", [...new Set(asked)], ["on demand"]);
}
