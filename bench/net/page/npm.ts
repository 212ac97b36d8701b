/** npm's `@moq/net`. */
import { Broadcast, Connection, Path, Time } from "@moq/net";
import { adapt } from "./adapt.ts";

export const library = adapt({ Broadcast, Connection, Path, Time });
