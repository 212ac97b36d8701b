/** What `deploy/` says, read out of its files: so it is that which the tests run, and no copy of it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/index.mjs";

export type ComposeFile = "compose.yaml" | "compose.leaf.yaml" | "compose.closed.yaml";

export const COMPOSE_FILES: readonly ComposeFile[] = [
  "compose.yaml",
  "compose.leaf.yaml",
  "compose.closed.yaml",
];

const read = (name: string) => readFileSync(join(root, "deploy", name), "utf8");

/** The lines below a key, as far as they are indented deeper. */
function below(lines: readonly string[], key: string): string[] {
  const at = lines.findIndex((line) => line.split("#")[0]?.trim() === `${key}:`);
  if (at < 0) return [];
  const depth = indent(lines[at] ?? "");
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => line.trim() !== "" && indent(line) <= depth);
  return end < 0 ? rest : rest.slice(0, end);
}

const indent = (line: string) => line.length - line.trimStart().length;

const unquoted = (text: string) => (text.startsWith('"') ? (JSON.parse(text) as string) : text);

function service(file: ComposeFile, name: string): string[] {
  const found = below(below(read(file).split("\n"), "services"), name);
  if (found.length === 0) throw new Error(`deploy/${file} has no service ${name}`);
  return found;
}

/** The environment that a service is given, its variables as they are written. */
export function environment(file: ComposeFile, name: string): Record<string, string> {
  const lines = below(service(file, name), "environment").filter((line) => /^\w/.test(line.trim()));
  return Object.fromEntries(
    lines.map((line) => {
      const [key = "", ...value] = line.trim().split(": ");
      return [key, unquoted(value.join(": "))];
    }),
  );
}

/** The command of a service, its variables as they are written. */
export function command(file: ComposeFile, name: string): string[] {
  return below(service(file, name), "command").map((line) => unquoted(line.trim().replace(/^- /, "")));
}

/** Puts in what a deployment does: `${NAME}` and `${NAME:?why}`. */
export function filled(text: string, values: Record<string, string>): string {
  return text.replace(/\$\{(\w+)[^}]*\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`deploy/ asks for ${name}, which the test does not know`);
    return value;
  });
}

export interface SiteRules {
  /** Headers of every answer. */
  always: Record<string, string>;
  /** Headers of games for frames, and of all but those. */
  embed: Record<string, string>;
  page: Record<string, string>;
  /** Headers of assets that are there. */
  asset: Record<string, string>;
  /** Headers of all but assets. */
  other: Record<string, string>;
  /** Paths, with an asterisk at the end, that are files or nothing; any other is a page. */
  files: string[];
}

/** What the site's server is told in the Caddyfile. */
export function siteRules(): SiteRules {
  const lines = read("Caddyfile").split("\n");
  const headers = (pattern: RegExp) =>
    Object.fromEntries(
      lines.flatMap((line) => {
        const [, name, value] = pattern.exec(line) ?? [];
        return name === undefined || value === undefined ? [] : [[name, value]];
      }),
    );
  const files = lines.find((line) => line.includes("@files path"))?.split("@files path ")[1];
  if (files === undefined) throw new Error("deploy/Caddyfile has no @files");
  return {
    always: headers(/^\t\t([A-Z][\w-]+) "(.*)"$/),
    embed: headers(/^\theader @embed ([\w-]+) "(.*)"$/),
    page: headers(/^\theader @page ([\w-]+) "(.*)"$/),
    asset: headers(/^\theader @asset ([\w-]+) "(.*)"$/),
    other: headers(/^\theader @other ([\w-]+) "(.*)"$/),
    files: files.trim().split(" "),
  };
}
