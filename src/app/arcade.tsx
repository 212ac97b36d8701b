/** The relay that the app is at, and the one connection to it that all pages share. */
import {
  type Accessor,
  createContext,
  createMemo,
  createSignal,
  type JSX,
  onCleanup,
  untrack,
  useContext,
} from "solid-js";
import { type ArcadeClient, connectArcade } from "../arcade/index.ts";
import { type Address, keepAddress, shareUrl } from "./address.ts";

export interface Arcade {
  address: Accessor<Address>;
  /** The connection; opened when a page first asks, kept from page to page, closed with the app. Tracked. */
  client: Accessor<ArcadeClient>;
  /** A path inside the app, kept at this relay. Tracked. */
  href(path: string): string;
  /** The same in full, for others. Tracked. */
  shareUrl(path: string): string;
}

const ArcadeContext = createContext<Arcade>();

export interface ArcadeProviderProps {
  address: Address;
  /** The page's query. */
  search: string;
  children: JSX.Element;
}

export function ArcadeProvider(props: ArcadeProviderProps): JSX.Element {
  const [visit, setVisit] = createSignal(0);
  const relay = createMemo(() => props.address.relay.href);
  const prefix = createMemo(() => props.address.prefix);

  const opener = createMemo(() => {
    visit();
    const url = new URL(relay());
    const options = prefix() === undefined ? {} : { prefix: prefix() };
    let client: ArcadeClient | undefined;
    const close = () => client?.close();
    // A page that is left says goodbye at once, rather than when its connection times out.
    window.addEventListener("pagehide", close);
    onCleanup(() => {
      window.removeEventListener("pagehide", close);
      close();
    });
    return () => {
      client ??= untrack(() => connectArcade(url, options));
      return client;
    };
  });

  // A page that the browser had kept and shows again has no connection any more.
  const onShow = (event: PageTransitionEvent) => event.persisted && setVisit((count) => count + 1);
  window.addEventListener("pageshow", onShow);
  onCleanup(() => window.removeEventListener("pageshow", onShow));

  const arcade: Arcade = {
    address: () => props.address,
    client: () => opener()(),
    href: (path) => keepAddress(path, props.search),
    shareUrl: (path) => shareUrl(keepAddress(path, props.search), location, props.address.origin),
  };
  return <ArcadeContext.Provider value={arcade}>{props.children}</ArcadeContext.Provider>;
}

export function useArcade(): Arcade {
  const arcade = useContext(ArcadeContext);
  if (!arcade) throw new Error("useArcade needs an ArcadeProvider around it.");
  return arcade;
}
