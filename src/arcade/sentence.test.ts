import { expect, it } from "vitest";
import { toSentence } from "./sentence.ts";

it.each([
  ["no relay answers at http://localhost:4443", "No relay answers at http://localhost:4443."],
  ["It ended..", "It ended."],
  ["", "Something went wrong."],
  [" €", "€."],
])("%j becomes %j", (message, sentence) => {
  expect(toSentence(new Error(message))).toBe(sentence);
});
