/**
 * `<moq-boy>`: the games there are on a relay, and the one that is chosen to be played, in any page; with the
 * attributes and properties of npm `@moq/boy`'s element.
 *
 * ```html
 * <moq-boy url="https://relay.example:4443/anon" prefix="boy"></moq-boy>
 * ```
 *
 * Importing this registers the element. It connects once it has been in sight, and downloads no picture and no sound
 * while it is not.
 *
 * @module
 */
import { Effect, type Getter, Signal } from "@moq/signals";
import {
  type ArcadeClient,
  type ConnectionStatus,
  connectArcade,
  type GameListing,
} from "../arcade/index.ts";
import styles from "./boy.css?inline";
import {
  BOY_ATTRIBUTES,
  BOY_PREFIX,
  type BoyAttribute,
  boyPrefixes,
  readBoyPrefix,
  readBoyUrl,
} from "./boy-attributes.ts";
import { renderBoyView } from "./boy-view.tsx";
import { makeShadowSheet } from "./shadow-sheet.ts";

const NO_GAMES: ReadonlyMap<string, GameListing> = new Map();

/** All elements share one. */
let sheet: CSSStyleSheet | undefined;

export class MoqBoy extends HTMLElement {
  static readonly observedAttributes = BOY_ATTRIBUTES;
  /** The game that is played, by its name; while it is `undefined` all of them are shown. May be set. */
  readonly expanded = new Signal<string | undefined>(undefined);
  #url = new Signal<URL | undefined>(undefined);
  #prefix = new Signal(BOY_PREFIX);
  #prefixGame = new Signal<string | undefined>(undefined);
  #prefixViewer = new Signal<string | undefined>(undefined);
  #wasSeen = new Signal(false);
  /** Whether the page was left; it may come back out of the browser's cache. */
  #isLeft = new Signal(false);
  #client = new Signal<ArcadeClient | undefined>(undefined);
  #connection = new Signal<ConnectionStatus | undefined>(undefined);
  #games = new Signal(NO_GAMES);
  #effect: Effect | undefined;

  /** How the connection is; `undefined` while there is none. */
  get connection(): Getter<ConnectionStatus | undefined> {
    return this.#connection;
  }

  /** The games there are, by name. */
  get games(): Getter<ReadonlyMap<string, GameListing>> {
    return this.#games;
  }

  connectedCallback(): void {
    // One that was only moved goes on.
    if (this.#effect) return;
    const effect = new Effect();
    this.#effect = effect;
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    sheet ??= makeShadowSheet(styles);
    root.adoptedStyleSheets = [sheet];
    effect.event(window, "pagehide", () => this.#isLeft.set(true));
    effect.event(window, "pageshow", () => this.#isLeft.set(false));
    effect.run((inner) => this.#connect(inner));
    const remove = renderBoyView(root, {
      element: this,
      url: this.#url,
      client: this.#client,
      expanded: this.expanded,
      onVisible: (visible) => visible && this.#wasSeen.set(true),
    });
    effect.cleanup(remove);
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#effect?.close();
      this.#effect = undefined;
      this.#wasSeen.set(false);
    });
  }

  attributeChangedCallback(name: BoyAttribute, before: string | null, text: string | null): void {
    if (before === text) return;
    switch (name) {
      case "url":
        this.#url.set(readBoyUrl(text));
        break;
      case "prefix":
        this.#prefix.set(readBoyPrefix(name, text) ?? BOY_PREFIX);
        break;
      case "prefix-game":
        this.#prefixGame.set(readBoyPrefix(name, text));
        break;
      case "prefix-viewer":
        this.#prefixViewer.set(readBoyPrefix(name, text));
        break;
      default:
        name satisfies never;
    }
  }

  /** The relay. */
  get url(): URL | undefined {
    return this.#url.peek();
  }
  set url(url: string | URL | undefined) {
    this.#reflect("url", url);
  }

  /** The path below which games and viewers are. */
  get prefixPath(): string {
    return this.#prefix.peek();
  }
  set prefixPath(prefix: string | undefined) {
    this.#reflect("prefix", prefix);
  }

  /** The path below which the games are: `{prefixPath}/game` unless it is set. */
  get prefixGame(): string {
    return this.#prefixes().games;
  }
  set prefixGame(prefix: string | undefined) {
    this.#reflect("prefix-game", prefix);
  }

  /** The path below which the viewers are: `{prefixPath}/viewer` unless it is set. */
  get prefixViewer(): string {
    return this.#prefixes().viewers;
  }
  set prefixViewer(prefix: string | undefined) {
    this.#reflect("prefix-viewer", prefix);
  }

  #reflect(name: BoyAttribute, value: string | URL | undefined): void {
    if (value === undefined || value === null) this.removeAttribute(name);
    else this.setAttribute(name, String(value));
  }

  #prefixes() {
    return boyPrefixes(this.#prefix.peek(), this.#prefixGame.peek(), this.#prefixViewer.peek());
  }

  #connect(effect: Effect): void {
    const url = effect.get(this.#url);
    for (const signal of [this.#prefix, this.#prefixGame, this.#prefixViewer]) effect.get<unknown>(signal);
    if (!effect.get(this.#wasSeen) || effect.get(this.#isLeft) || !url) return;
    const client = connectArcade(url, { prefix: this.#prefixes() });
    effect.cleanup(() => client.close());
    effect.set(this.#client, client);
    effect.run((inner) => inner.set(this.#connection, inner.get(client.connection)));
    effect.run((inner) => {
      const games = inner.get(client.games).map((game) => [game.name, game] as const);
      inner.set(this.#games, new Map(games), NO_GAMES);
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "moq-boy": MoqBoy;
  }
}

if (!customElements.get("moq-boy")) customElements.define("moq-boy", MoqBoy);
