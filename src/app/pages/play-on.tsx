import { createSignal, type JSX, Show } from "solid-js";
import { checkName } from "../../arcade/index.ts";
import { suggestName } from "../../ui/index.ts";

/** Hosts a new game that begins where the clip stands. */
export function PlayOn(props: { title: string; onPlayOn: (name: string) => Promise<void> }): JSX.Element {
  const [name, setName] = createSignal(suggestName(props.title));
  const [failure, setFailure] = createSignal<string>();
  const problem = () => checkName(name()) ?? failure();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setFailure(undefined);
    if (problem()) return;
    try {
      await props.onPlayOn(name());
    } catch (error) {
      setFailure((error as Error).message);
    }
  };
  return (
    <form class="play-on" onSubmit={submit} noValidate>
      <h2 class="section-title">Play it yourself</h2>
      <p>A new game begins where the clip stands, and everybody on this relay can join.</p>
      <label class="field">
        <span class="field-label">Name it</span>
        <input
          class="text-field"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          value={name()}
          aria-invalid={problem() !== undefined}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <Show when={problem()}>
        {(text) => (
          <p class="problem" role="alert">
            {text()}
          </p>
        )}
      </Show>
      <button type="submit" class="button button-primary">
        Play on from here
      </button>
    </form>
  );
}
