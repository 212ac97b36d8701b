import { createMemo, Index, type JSX } from "solid-js";
import type { ModeRequest, ModeStatus, SeatStatus } from "../arcade/types.ts";
import { BUTTON_SIGNS, BUTTONS } from "./buttons.ts";
import { buttonsInWords, type Naming } from "./mode-text.ts";

export interface SeatsProps {
  mode: Extract<ModeStatus, { type: "seats" }>;
  /** Who looks. */
  own: string | undefined;
  naming: Naming;
  onRequest: (request: ModeRequest) => void;
}

const signs = (buttons: readonly string[]) =>
  BUTTONS.filter((button) => buttons.includes(button))
    .map((button) => BUTTON_SIGNS[button])
    .join(" ");

/** The seats that there are, and who sits on them. A free one is taken by a press on it, one's own is left. */
export function Seats(props: SeatsProps): JSX.Element {
  return (
    <ul class="seats">
      <Index each={props.mode.seats}>
        {(seat, index) => (
          <li class="seats-place">
            <Seat
              seat={seat()}
              own={props.own}
              naming={props.naming}
              onTake={() => props.onRequest({ type: "take-seat", seat: index })}
              onLeave={() => props.onRequest({ type: "leave-seat" })}
            />
          </li>
        )}
      </Index>
    </ul>
  );
}

function Seat(props: {
  seat: SeatStatus;
  own: string | undefined;
  naming: Naming;
  onTake: () => void;
  onLeave: () => void;
}): JSX.Element {
  const player = createMemo(() => props.seat.player);
  const isMine = createMemo(() => player() !== undefined && player() === props.own);
  const isTaken = () => player() !== undefined && !isMine();
  const left = createMemo(() => props.seat.left);
  const playerName = createMemo(() => {
    const id = player();
    return id === undefined ? "Take it" : props.naming(id);
  });
  const who = createMemo(() => {
    const name = isMine() ? "You" : playerName();
    return left() === undefined ? name : `${name} · ${left()} s`;
  });
  const label = createMemo(() => {
    const buttons = buttonsInWords(props.seat.buttons);
    // What is to be read on it is a part of its name, for those who speak to their machine.
    if (isMine()) return `Leave your seat: ${buttons}, you`;
    return isTaken() ? `${buttons}: ${playerName()} sits there` : `Take the seat: ${buttons}. Take it`;
  });
  const act = () => {
    if (isMine()) props.onLeave();
    else if (!isTaken()) props.onTake();
  };
  return (
    <button
      type="button"
      class="seat"
      classList={{ own: isMine(), free: player() === undefined }}
      aria-label={label()}
      aria-pressed={isMine()}
      aria-disabled={isTaken()}
      title={label()}
      onClick={act}
    >
      <span class="seat-buttons">{signs(props.seat.buttons)}</span> <span class="seat-player">{who()}</span>
    </button>
  );
}
