/** What axe-core finds in a page: by its rules, whether everybody can use it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AxeResults, ImpactValue } from "axe-core";
import type { Page } from "playwright-core";
import { root } from "../../scripts/lib/index.mjs";

declare global {
  interface Window {
    axe: typeof import("axe-core");
  }
}

const SCRIPT = readFileSync(join(root, "node_modules", "axe-core", "axe.min.js"), "utf8");

/** What keeps somebody from using a page, or nearly. */
const GRAVE: ReadonlySet<ImpactValue | undefined> = new Set(["serious", "critical"]);

async function run(page: Page, rules?: string[]): Promise<AxeResults["violations"]> {
  return page.evaluate(async (rules) => {
    const only = rules ? { runOnly: { type: "rule" as const, values: rules } } : {};
    return (await window.axe.run(document, { resultTypes: ["violations"], ...only })).violations;
  }, rules);
}

/**
 * All that is grave in the page as it is now, in its dark and its light colours: each a line with the rule, what is
 * wrong, and where.
 */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(SCRIPT);
  const lines: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    // Nothing is measured half way between two colours.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // What is no colour is the same in both.
    for (const { id, impact, help, nodes } of await run(
      page,
      colorScheme === "dark" ? ["color-contrast"] : undefined,
    )) {
      if (!GRAVE.has(impact ?? undefined)) continue;
      for (const { target, failureSummary = "" } of nodes) {
        const what = failureSummary.split("\n").slice(1).join("; ").trim();
        lines.push(`${colorScheme}: ${id} (${impact}): ${help}, at ${target.join(" ")}: ${what}`);
      }
    }
  }
  return lines;
}
