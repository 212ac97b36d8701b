/** A project with a small module: its source is a number, its compiler a program of a few lines, its wasm real. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { place } from "../../../scripts/lib/artifacts.mjs";
import { endAll, run } from "../../../scripts/lib/children.mjs";
import type { WasmModules } from "../modules.ts";

/** Makes a wasm module with a function that returns the source's number; says what is wrong as rustc does. */
const COMPILER = `
import { readFileSync, writeFileSync } from "node:fs";
const [, , source, into] = process.argv;
const text = readFileSync(source, "utf8").trim();
if (text === "forever") {
  writeFileSync(source + ".pid", String(process.pid));
  setInterval(() => {}, 1000);
} else if (/^\\d{1,2}$/.test(text)) {
  const wasm = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 7, 5, 1, 1, 110, 0, 0, 10, 6, 1, 4, 0, 65, Number(text), 11];
  writeFileSync(into + "/answer.wasm", Uint8Array.from(wasm));
  writeFileSync(into + "/answer.js", "export const answer = " + text + "; export const url = new URL('answer.wasm', import.meta.url);");
} else {
  console.error("error: expected a number, found \`" + text + "\`");
  console.error(" --> source/answer.txt:1:1");
  process.exit(1);
}
`;

export interface Tree extends WasmModules {
  /** Edits the module's source: a number of at most two digits, `forever` (it never ends), or an error. */
  edit(text: string): void;
  /** The process that compiles `forever`, once it does. */
  compiling(): number | undefined;
  /** How many builds were begun. */
  readonly builds: number;
  /** Replaces the module from outside, as another process would. */
  replace(text: string): Promise<void>;
  remove(): void;
}

export function makeTree(): Tree {
  const root = mkdtempSync(join(tmpdir(), "plugin-"));
  const source = join(root, "source", "answer.txt");
  const generated = join(root, "generated");
  const into = join(generated, "answer");
  let builds = 0;
  for (const folder of ["source", "draft", "generated"]) mkdirSync(join(root, folder));
  writeFileSync(join(root, "compiler.mjs"), COMPILER);
  writeFileSync(
    join(root, "package.json"),
    '{ "type": "module", "imports": { "#answer": "./generated/answer/answer.js" } }',
  );
  writeFileSync(join(root, "index.html"), '<script type="module" src="/page.js"></script>');
  writeFileSync(
    join(root, "page.js"),
    'import { answer, url } from "#answer"; console.log(answer, url.href);',
  );
  writeFileSync(source, "1");

  const compile = async (from: string) => {
    const draft = mkdtempSync(join(root, "draft", "answer-"));
    await run(process.execPath, [join(root, "compiler.mjs"), from, draft], {
      logFile: join(root, "compiler.log"),
      failure: "The answer did not build. The lines above say why.",
    });
    place(draft, into, readFileSync(from, "utf8"));
  };
  return {
    root,
    sources: [join(root, "source")],
    generated,
    build: () => {
      builds += 1;
      return compile(source);
    },
    stop: endAll,
    edit: (text) => writeFileSync(source, text),
    compiling: () =>
      existsSync(`${source}.pid`) ? Number(readFileSync(`${source}.pid`, "utf8")) : undefined,
    get builds() {
      return builds;
    },
    replace: async (text) => {
      const other = join(root, "draft", "other.txt");
      writeFileSync(other, text);
      await compile(other);
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
