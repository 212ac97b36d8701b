#!/usr/bin/env node
import { hostCommand } from "./host.ts";

const [command, ...args] = process.argv.slice(2);
if (command === "host") process.exitCode = await hostCommand(args);
process.exit();
