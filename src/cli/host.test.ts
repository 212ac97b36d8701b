import { expect, it, vi } from "vitest";
import { HOST_HELP, hostCommand } from "./host.ts";

it.each([
  [["--mode", "monarchy"], "There is no mode “monarchy”"],
  [["--mode", "democracy", "--window", "0"], "is from 0.5 to 30."],
  [["--mode", "democracy", "--window", "soon"], "is from 0.5 to 30."],
  [["--mode", "democracy", "--window", ""], "is from 0.5 to 30."],
  [["--mode", "baton", "--seats", "2"], "The mode baton has no seats."],
  [["--allow", "reset,everything"], "Nobody can be allowed “everything”"],
  [["--window", "2"], "belong to a --mode"],
])("%j is refused with a sentence, before anything is hosted", async (args, sentence) => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  try {
    expect(await hostCommand(["game.gb", ...args])).toBe(2);
    expect(said.mock.calls.flat().join()).toContain(sentence);
  } finally {
    said.mockRestore();
  }
});

it("the help tells of every mode and what can be set of it", () => {
  for (const word of ["anarchy", "democracy", "baton", "seats", "--window", "--idle", "--seats"])
    expect(HOST_HELP).toContain(word);
});
