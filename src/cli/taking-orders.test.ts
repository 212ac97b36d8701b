import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { makeLog } from "./log.ts";
import { type Ordered, takeOrders } from "./taking-orders.ts";

/** Games that tell what is asked of them, and the lines that are said. */
function setup(...names: string[]) {
  const asked: string[] = [];
  const said: string[] = [];
  const games = names.map(
    (name): Ordered => ({
      name,
      obey: (order) => {
        if (name === "broken") throw new Error("It cannot.");
        asked.push(`${name} ${JSON.stringify(order)}`);
        return order.type === "reset" ? ["done"] : [];
      },
    }),
  );
  const input = new PassThrough();
  const write = (line: string) => {
    const { level, game, text } = JSON.parse(line);
    said.push(`${level} ${game}: ${text}`);
  };
  const stop = takeOrders(input, games, makeLog({ json: true, verbose: false, write }));
  const type = async (text: string) => {
    input.write(text);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { asked, said, type, stop, input };
}

it("each line is an order to the game that it names, however it comes in pieces", async () => {
  const { asked, said, type } = setup("cave", "paws");
  await type("cave: pau");
  expect(asked).toEqual([]);
  await type("se\npaws: go\n\n*: reset\n");
  expect(asked).toEqual([
    'cave {"type":"hold","held":true}',
    'paws {"type":"hold","held":false}',
    'cave {"type":"reset"}',
    'paws {"type":"reset"}',
  ]);
  expect(said).toEqual(["info cave: done", "info paws: done"]);
});

it("what has no sense is said, and so is what cannot be done, and the others are asked all the same", async () => {
  const { asked, said, type } = setup("broken", "paws");
  await type("pause\npaws: dance\n*: pause\n");
  expect(said).toEqual([
    "error host: For which game? Begin with one of “broken:”, “paws:”, or “*:”.",
    "error host: “dance” is no order: type help.",
    "error broken: It cannot.",
  ]);
  expect(asked).toEqual(['paws {"type":"hold","held":true}']);
});

it("help is told, and after the end nothing is heard", async () => {
  const { asked, said, type, stop } = setup("cave");
  await type("help\n");
  expect(said[0]).toMatch(/^info host: While it runs it reads lines/);
  stop();
  await type("pause\n");
  expect(asked).toEqual([]);
});

it("an input that fails or ends is the end of orders, and of nothing else", async () => {
  const { asked, type, input } = setup("cave");
  await type("pause\n");
  input.destroy(new Error("EIO"));
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toHaveLength(1);
});
