#!/usr/bin/env node
// The command itself. TypeScript is run as it is, which older Nodes cannot: they get a sentence, not a stack.
const [major = 0] = process.versions.node.split(".").map(Number);
if (major < 24) {
  process.stderr.write(
    `moq-arcade: This is Node ${process.versions.node}, and 24 or newer is needed: use \`npx moq-arcade\` in the checkout, which has one.\n`,
  );
  process.exit(2);
}
await import("./installed.mjs");
const { run } = await import("./index.ts");
process.exitCode = await run(process.argv.slice(2));
// Sessions of a host may hold the process open; what was printed goes out first, or has nobody to go to.
process.stdout.write("", (error) => process.exit(error ? 130 : process.exitCode));
