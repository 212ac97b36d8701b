import { expect, it } from "vitest";
// Not `index.ts`, which has DEFLATE loaded.
import { FormatError, loadDeflate, Snapshot, Stream, Window } from "./plain.ts";

it("compression is refused until DEFLATE is loaded, with what to do about it", async () => {
  const makers = [
    () => new Snapshot.Encoder({ compression: true }),
    () => new Snapshot.Decoder({ compression: true }),
    () => new Stream.Encoder({ compression: true }),
    () => new Stream.Decoder({ compression: true }),
    () => new Window.Encoder({ compression: true }),
    () => new Window.Decoder({ compression: true }).group(),
  ];
  for (const make of makers) {
    expect(make).toThrow(FormatError);
    expect(make).toThrow(/loadDeflate/);
  }
  expect(new Snapshot.Encoder().update(1)?.payload).toEqual(new TextEncoder().encode("1"));
  await loadDeflate();
  for (const make of makers) expect(make).not.toThrow();
});
