/** Why hosting ends, where nobody wanted it to. */
import { EmulatorError, RomError } from "../../../emulator/index.ts";
import type { HostStatus } from "../types.ts";

/** An end that is told with its reason. */
export class HostFailure extends Error {
  readonly reason: NonNullable<HostStatus["reason"]>;
  constructor(reason: NonNullable<HostStatus["reason"]>, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** What is told of whatever was thrown. */
export function explain(thrown: unknown): { reason: NonNullable<HostStatus["reason"]>; message: string } {
  if (thrown instanceof HostFailure) return { reason: thrown.reason, message: thrown.message };
  if (thrown instanceof RomError) return { reason: "rom", message: thrown.message };
  if (thrown instanceof EmulatorError) return { reason: "crashed", message: thrown.message };
  console.error(thrown);
  return {
    reason: "crashed",
    message: `The host failed: ${thrown instanceof Error ? thrown.message : thrown}`,
  };
}
