/** The form in which what was measured is copied: docs/statistics.md. */
import * as z from "zod/mini";

const column = z.array(z.nullable(z.number()));

export const StatsReportSchema = z
  .object({
    format: z.literal("moq-arcade-statistics"),
    /** Another number where what a reader knows of it would be wrong. Figures may be added without. */
    version: z.literal(1),
    kind: z.enum(["play", "host"]),
    game: z.string(),
    /** When it was copied: ISO 8601. */
    copied: z.string(),
    /** When each sample was taken, in seconds since the game was opened, oldest first. */
    seconds: z.array(z.number()),
    /** By name, a value for each sample; `null` where it was not measured. */
    figures: z.record(z.string(), column),
  })
  .check(
    z.refine(({ seconds, figures }) =>
      Object.values(figures).every((values) => values.length === seconds.length),
    ),
  );

export type StatsReport = z.infer<typeof StatsReportSchema>;
