import { expect, test } from "vitest";
import { readEmbedOptions } from "./options.ts";

test("all is on unless the address turns it off", () => {
  const options = { sound: true, controls: true, plays: true, parent: undefined };
  expect(readEmbedOptions("")).toEqual({ options });
  expect(readEmbedOptions("?sound=1&play=yes&else=0")).toEqual({ options });
  expect(readEmbedOptions("?sound=0&controls=0&play=0&parent=https://blog.example:8443")).toEqual({
    options: { sound: false, controls: false, plays: false, parent: "https://blog.example:8443" },
  });
});

test.each(["", "*", "null", "blog.example", "https://blog.example/", "javascript:0", "https://"])(
  "a parent that is no origin is an error, and lets nobody in: %s",
  (parent) => {
    const result = readEmbedOptions(`?${new URLSearchParams({ parent })}`);
    expect(result).toEqual({ error: expect.stringContaining(`?parent=${parent} is no origin`) });
  },
);
