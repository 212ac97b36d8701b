/** Where a browser keeps slots: IndexedDB, by the ROM's hash. One write is whole or has not happened. */
import { createStore, get, set } from "idb-keyval";
import * as z from "zod/mini";
import { SavedPictureSchema } from "./saved-picture.ts";
import type { KeptSlots, SlotStore } from "./slots.ts";

const store = () => createStore("moq-arcade-slots", "slots");

const SlotSchema = z.object({
  savedAtMs: z.number(),
  state: z.instanceof(Uint8Array<ArrayBuffer>),
  picture: SavedPictureSchema,
});

const KeptSlotsSchema = z.object({
  slots: z.array(z.nullable(SlotSchema)),
  undo: z.catch(
    z.optional(
      z.discriminatedUnion("type", [
        z.object({ type: z.literal("save"), slot: z.int(), before: z.optional(SlotSchema) }),
        z.object({ type: z.literal("load"), slot: z.int(), before: SlotSchema }),
      ]),
    ),
    undefined,
  ),
});

export const browserSlots: SlotStore = {
  async read(romHash) {
    try {
      return KeptSlotsSchema.safeParse(await get(romHash, store())).data as KeptSlots | undefined;
    } catch (error) {
      console.warn("the saved states cannot be read:", error);
      return undefined;
    }
  },
  async write(romHash, kept) {
    try {
      await set(romHash, kept, store());
    } catch (error) {
      console.warn("the saved states could not be written:", error);
    }
  },
};
