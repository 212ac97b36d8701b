import "../ui/app.css";
import { Route, Router, type RouteSectionProps, useLocation } from "@solidjs/router";
import { createMemo, ErrorBoundary, type JSX, Show } from "solid-js";
import { Notice } from "../ui/index.ts";
import { readAddress } from "./address.ts";
import { ArcadeProvider } from "./arcade.tsx";
import { ClipPage } from "./pages/clip.tsx";
import { HostPage } from "./pages/host.tsx";
import { LobbyPage } from "./pages/lobby.tsx";
import { NotFoundPage } from "./pages/not-found.tsx";
import { PlainPage } from "./pages/plain.tsx";
import { PlayPage } from "./pages/play.tsx";
import { PublishPage } from "./pages/publish.tsx";
import { WatchPage } from "./pages/watch.tsx";

/** What is around every page: the relay that its address names. */
function Shell(props: RouteSectionProps): JSX.Element {
  const here = useLocation();
  const result = createMemo(() => readAddress(here.search, location, import.meta.env.VITE_RELAY_URL));
  const address = () => {
    const read = result();
    return "address" in read ? read.address : undefined;
  };
  const error = () => {
    const read = result();
    return "error" in read ? read.error : undefined;
  };
  return (
    <ErrorBoundary fallback={(thrown: unknown) => <Broken error={thrown} />}>
      <Show
        when={address()}
        fallback={
          <PlainPage title="No such relay">
            <Notice tone="error" title="The address names no relay" text={error()}>
              <a class="button" href={here.pathname} rel="external">
                Use the usual relay
              </a>
            </Notice>
          </PlainPage>
        }
      >
        {(address) => (
          <ArcadeProvider address={address()} search={here.search}>
            {props.children}
          </ArcadeProvider>
        )}
      </Show>
    </ErrorBoundary>
  );
}

/** What is left when a page throws. */
function Broken(props: { error: unknown }): JSX.Element {
  console.error(props.error);
  const text = () => (props.error instanceof Error ? props.error.message : String(props.error));
  return (
    <PlainPage title="Broken">
      <Notice
        tone="error"
        title="Something in the app broke"
        text={`${text()} Reload the page to start anew.`}
      >
        <button type="button" class="button" onClick={() => location.reload()}>
          Reload
        </button>
      </Notice>
    </PlainPage>
  );
}

export function App(): JSX.Element {
  return (
    <Router root={Shell}>
      <Route path="/" component={LobbyPage} />
      <Route path="/host" component={HostPage} />
      <Route path="/play/:name" component={PlayPage} />
      <Route path="/clip" component={ClipPage} />
      <Route path="/watch" component={WatchPage} />
      <Route path="/publish" component={PublishPage} />
      <Route path="*rest" component={NotFoundPage} />
    </Router>
  );
}
