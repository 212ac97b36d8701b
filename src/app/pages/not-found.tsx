import { useLocation } from "@solidjs/router";
import { Notice } from "../../ui/index.ts";
import { useArcade } from "../arcade.tsx";
import { PlainPage } from "./plain.tsx";

/** An address that is nothing of ours. */
export function NotFoundPage() {
  const arcade = useArcade();
  const here = useLocation();
  return (
    <PlainPage title="Not found" home={arcade.href("/")}>
      <Notice title="No such page" text={`There is nothing at ${here.pathname}. The games are in the lobby.`}>
        <a class="button button-primary" href={arcade.href("/")}>
          To the lobby
        </a>
      </Notice>
    </PlainPage>
  );
}
