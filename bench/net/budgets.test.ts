import { expect, it } from "vitest";
import { BUDGETS, overBudget, weigh } from "./budgets.ts";

it("each build of the networking library is within its budget, wasm and TypeScript", {
  timeout: 180_000,
}, async () => {
  const weights = await weigh();
  const budgeted = weights.filter(({ budgetBytes }) => budgetBytes !== undefined);
  expect(budgeted.length).toBe(2 * Object.keys(BUDGETS.wasm).length);
  // Something was weighed.
  for (const { name, brotliBytes } of weights) expect(brotliBytes, name).toBeGreaterThan(10_000);
  expect(overBudget(weights)).toEqual([]);
  console.info(weights.map(({ name, brotliBytes }) => `${name}: ${brotliBytes}`).join("; "));
});
