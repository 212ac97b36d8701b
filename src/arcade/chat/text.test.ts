import { expect, test } from "vitest";
import { cleanText, LINE_MAX_LENGTH } from "./text.ts";

test.each([
  ["  hello \n\t world  ", "hello world"],
  ["a\u0000b\u001b[31mc\u007f\u009b", "ab[31mc"],
  ["user \u202egnp.exe\u202c", "user gnp.exe"],
  ["\u2066a\u2069 \u200eb\u200f\u061c", "a b"],
  ["z\u200be\ufeffr\u2060o\u00ad", "zero"],
  ["one\u2028two\u0085three", "one two three"],
  ["e\u0301", "\u00e9"],
  ["half \ud83d", "half \ufffd"],
  ["<b>not bold</b> http://example.com", "<b>not bold</b> http://example.com"],
  // Joiners and variation selectors belong to the spelling.
  ["👩‍👩‍👧 ❤️ می‌خواهم", "👩‍👩‍👧 ❤️ می‌خواهم"],
])("%j is said as %j", (text, said) => {
  expect(cleanText(text)).toBe(said);
});

test("marks are not piled up beyond what a language writes", () => {
  expect(cleanText(`Z${"\u0335\u0327\u0321".repeat(20)}`).length).toBeLessThanOrEqual(5);
});

test("a line is cut to its length, and never in the middle of a character", () => {
  expect(cleanText("a".repeat(500))).toBe("a".repeat(LINE_MAX_LENGTH));
  const faces = cleanText(`a${"😀".repeat(200)}`);
  expect(faces.length).toBe(LINE_MAX_LENGTH - 1);
  expect(faces.isWellFormed()).toBe(true);
});
