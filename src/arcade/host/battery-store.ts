/** Where a browser keeps batteries: IndexedDB, by the ROM's hash. One write is whole or has not happened. */
import { createStore, get, set } from "idb-keyval";
import * as z from "zod/mini";

const store = () => createStore("moq-arcade", "batteries");

const BatterySchema = z.instanceof(Uint8Array);

/** What was kept of this ROM; nothing where that cannot be had. Never rejects: a game is played without it. */
export async function readBattery(romHash: string): Promise<Uint8Array | undefined> {
  try {
    return BatterySchema.safeParse(await get(romHash, store())).data;
  } catch (error) {
    console.warn("what the cartridge kept cannot be read:", error);
    return undefined;
  }
}

/** Never rejects: what could not be kept is told of in the console. */
export async function writeBattery(romHash: string, battery: Uint8Array): Promise<void> {
  try {
    await set(romHash, battery, store());
  } catch (error) {
    console.warn("what the cartridge keeps could not be written:", error);
  }
}
