import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, vi } from "vitest";
import { HOST_HELP, hostCommand } from "./host.ts";

/** No game, and no folder. */
const THIS = fileURLToPath(import.meta.url);
const ROM = fileURLToPath(new URL("../../public/roms/lantern-pond.gb", import.meta.url));

it.each([
  [["--mode", "monarchy"], "There is no mode “monarchy”"],
  [["--mode", "democracy", "--window", "0"], "is from 0.5 to 30."],
  [["--mode", "democracy", "--window", "soon"], "is from 0.5 to 30."],
  [["--mode", "democracy", "--window", ""], "is from 0.5 to 30."],
  [["--mode", "baton", "--seats", "2"], "The mode baton has no seats."],
  [["--allow", "reset,everything"], "Nobody can be allowed “everything”"],
  [["--window", "2"], "belong to a --mode"],
  [["--relay", "nowhere"], "“nowhere” is no address of a relay"],
  [["--relay", "ftp://relay.example/"], "is no address of a relay"],
  [["--palette", "-1"], "--palette needs a value; one that begins with a dash is given as --palette=-…."],
  [["--frob"], "Unknown option '--frob'."],
])("%j is refused with a sentence, before anything is hosted", async (args, sentence) => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  try {
    expect(await hostCommand(["game.gb", ...args])).toBe(2);
    expect(said.mock.calls.flat().join()).toContain(sentence);
  } finally {
    said.mockRestore();
  }
});

it.each([
  [["nothere.gb"], "nothere.gb cannot be read: there is no such file."],
  [[THIS], "choose a .gb, .gbc or .nes file"],
  [[ROM, "--save", THIS], `${THIS} cannot be written to`],
  [[ROM, "--record", join(THIS, "clips")], `${join(THIS, "clips")} cannot be written to`],
])("%j is refused before a relay is asked", async (args, sentence) => {
  const said = vi.spyOn(console, "log").mockImplementation(() => {});
  try {
    expect(await hostCommand(args)).toBe(2);
    expect(said.mock.calls.flat().join()).toContain(sentence);
  } finally {
    said.mockRestore();
  }
});

it("the help tells of every mode and what can be set of it", () => {
  for (const word of ["anarchy", "democracy", "baton", "seats", "--window", "--idle", "--seats"])
    expect(HOST_HELP).toContain(word);
});
