import { createResource, type JSX } from "solid-js";
import { forgetResumable, listResumable, type ResumableGame } from "../../arcade/index.ts";
import { ResumeList } from "../../ui/index.ts";

/** The games that were hosted in this browser, to go on with. */
export function Resumable(props: { onResume: (game: ResumableGame) => void }): JSX.Element {
  const [games, { mutate }] = createResource(listResumable, { initialValue: [] });
  function forget(game: ResumableGame) {
    if (!window.confirm(`Delete ${game.name} as it was last? It cannot be had back.`)) return;
    mutate((all) => all.filter((other) => other !== game));
    void forgetResumable(game);
  }
  return <ResumeList games={games.latest} onResume={props.onResume} onForget={forget} />;
}
