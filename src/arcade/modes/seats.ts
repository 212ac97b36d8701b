/** The buttons are dealt out among seats. */
import { type Button, toButtons, toMask } from "../../../emulator/index.ts";
import { type Rest, restFrom, toFrames, watchRest } from "./idle.ts";
import { findHand, type Hand, type Mode } from "./mode.ts";
import type { ModeRequest, ModeStatus, SeatStatus } from "./types.ts";

/** How the buttons are dealt, by the number of seats. Each button is in one seat. */
const DEALS: Readonly<Record<number, readonly (readonly Button[])[]>> = {
  2: [
    ["up", "down", "left", "right"],
    ["a", "b", "start", "select"],
  ],
  3: [
    ["up", "down", "left", "right"],
    ["a", "b"],
    ["start", "select"],
  ],
  4: [
    ["left", "right"],
    ["up", "down"],
    ["a", "b"],
    ["start", "select"],
  ],
};

interface Seat {
  /** As bits. */
  readonly buttons: number;
  readonly player: string | undefined;
  readonly rest: Rest;
}

const FREE = { player: undefined, rest: restFrom(0) } as const;

/**
 * Who has taken a seat plays its buttons, and nobody else does; each player has one seat at most. A seat whose player
 * rests for too long is free again.
 */
export class Seats implements Mode {
  readonly #idle: number;
  readonly #seats: readonly Seat[];

  private constructor(idle: number, seats: readonly Seat[]) {
    this.#idle = idle;
    this.#seats = seats;
  }

  /** @param count 2 to 4. @param idle in seconds */
  static begin(count: number, idle: number): Seats {
    const deal = DEALS[count];
    if (!deal) throw new RangeError(`There is no way to deal the buttons among ${count} seats.`);
    return new Seats(
      idle,
      deal.map((buttons) => ({ buttons: toMask(buttons), ...FREE })),
    );
  }

  get count(): number {
    return this.#seats.length;
  }

  /** With another time of idleness, in seconds. */
  resting(idle: number): Seats {
    return new Seats(idle, this.#seats);
  }

  step(frame: number, hands: readonly Hand[]): Mode {
    let seats: Seat[] | undefined;
    for (let index = 0; index < this.#seats.length; index++) {
      const seat = this.#seats[index];
      if (seat?.player === undefined) continue;
      const held = findHand(hands, seat.player)?.held ?? 0;
      const rest = watchRest(seat.rest, held, frame, toFrames(this.#idle));
      if (rest === seat.rest) continue;
      seats ??= [...this.#seats];
      seats[index] = rest ? { ...seat, rest } : { ...seat, ...FREE };
    }
    return seats ? new Seats(this.#idle, seats) : this;
  }

  counted({ id, held }: Hand): number {
    for (let index = 0; index < this.#seats.length; index++) {
      const seat = this.#seats[index];
      if (seat?.player === id) return held & seat.buttons;
    }
    return 0;
  }

  request(id: string, request: ModeRequest, frame: number): Mode {
    switch (request.type) {
      case "take-seat": {
        const wanted = this.#seats[request.seat];
        if (!wanted || wanted.player !== undefined) return this;
        return this.#map((seat, index) => {
          if (index === request.seat) return { ...seat, player: id, rest: restFrom(frame) };
          return seat.player === id ? { ...seat, ...FREE } : seat;
        });
      }
      case "leave-seat":
        return this.leave(id);
      default:
        return this;
    }
  }

  leave(id: string): Mode {
    if (!this.#seats.some(({ player }) => player === id)) return this;
    return this.#map((seat) => (seat.player === id ? { ...seat, ...FREE } : seat));
  }

  vote(): undefined {
    return undefined;
  }

  status(): ModeStatus {
    const seats = this.#seats.map(
      ({ buttons, player, rest }): SeatStatus => ({
        buttons: toButtons(buttons),
        ...(player === undefined ? {} : { player }),
        ...(player === undefined || rest.left === undefined ? {} : { left: rest.left }),
      }),
    );
    return { type: "seats", idle: this.#idle, seats };
  }

  #map(change: (seat: Seat, index: number) => Seat): Seats {
    return new Seats(this.#idle, this.#seats.map(change));
  }
}
