import "../ui/app.css";
import { Route, Router, type RouteSectionProps, useLocation } from "@solidjs/router";
import { createMemo, createResource, ErrorBoundary, type JSX, Show } from "solid-js";
import { Notice } from "../ui/index.ts";
import { type AddressResult, namesRelay, readAddress } from "./address.ts";
import { ArcadeProvider } from "./arcade.tsx";
import { fetchSiteConfig } from "./config.ts";
import { ClipPage, EmbedPage, HostPage, LobbyPage, loadLobby, PublishPage, WatchPage } from "./late-pages.ts";
import { NotFoundPage } from "./pages/not-found.tsx";
import { PlainPage } from "./pages/plain.tsx";
import { PlayPage } from "./pages/play.tsx";

/** What is around every page: the relay that its address names, or the site. */
function Shell(props: RouteSectionProps): JSX.Element {
  const here = useLocation();
  const needsSite = createMemo(() => !namesRelay(here.search));
  const [site] = createResource(needsSite, fetchSiteConfig);
  /** Nothing while the site is asked. */
  const result = createMemo((): AddressResult | undefined => {
    if (needsSite() && site.state === "errored") return { error: sentence(site.error) };
    if (needsSite() && site.state !== "ready") return undefined;
    const config = needsSite() ? site() : undefined;
    return readAddress(here.search, location, config, import.meta.env.VITE_RELAY_URL);
  });
  const address = () => {
    const read = result();
    return read && "address" in read ? read.address : undefined;
  };
  const error = () => {
    const read = result();
    return read && "error" in read ? read.error : undefined;
  };
  return (
    <ErrorBoundary fallback={(thrown: unknown) => <Broken error={thrown} />}>
      <Show when={address()} fallback={<Show when={error()}>{(text) => <NoRelay text={text()} />}</Show>}>
        {(address) => (
          <ArcadeProvider address={address()} search={here.search}>
            {props.children}
          </ArcadeProvider>
        )}
      </Show>
    </ErrorBoundary>
  );
}

/** What is there in place of a page where its relay is not known. */
function NoRelay(props: { text: string }): JSX.Element {
  const here = useLocation();
  // An address without a query is the site's own, and cannot be had any plainer.
  const isAsked = () => here.search !== "";
  return (
    <PlainPage title="No such relay">
      <Notice tone="error" title="The relay is not known" text={props.text}>
        <a class="button" href={here.pathname} rel="external">
          {isAsked() ? "Use the usual relay" : "Try again"}
        </a>
      </Notice>
    </PlainPage>
  );
}

const sentence = (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown));

/** What is left when a page throws. */
function Broken(props: { error: unknown }): JSX.Element {
  console.error(props.error);
  return (
    <PlainPage title="Broken">
      <Notice
        tone="error"
        title="Something in the app broke"
        text={`${sentence(props.error)} Reload the page to start anew.`}
      >
        <button type="button" class="button" onClick={() => location.reload()}>
          Reload
        </button>
      </Notice>
    </PlainPage>
  );
}

export function App(): JSX.Element {
  // While the site is asked for its relay.
  if (location.pathname === "/") loadLobby();
  return (
    <Router root={Shell}>
      <Route path="/" component={LobbyPage} />
      <Route path="/host" component={HostPage} />
      <Route path="/play/:name" component={PlayPage} />
      <Route path="/embed/:name" component={EmbedPage} />
      <Route path="/clip" component={ClipPage} />
      <Route path="/watch" component={WatchPage} />
      <Route path="/publish" component={PublishPage} />
      <Route path="*rest" component={NotFoundPage} />
    </Router>
  );
}
