// Ponds in a text file (levels.txt, which says how one is written) to tables in C, each one solved first:
// a pond that cannot be solved, or whose best way is not as long as its heading says, fails the build.
import { readFileSync } from "node:fs";

export const WIDTH = 9;
export const HEIGHT = 7;
/** A place is y * 16 + x, with the bank all around: x runs from 1 to 9, y from 1 to 7. */
const STRIDE = 16;
const CELLS = STRIDE * (HEIGHT + 2);
const LANTERNS_MAX = 3;
/** Gusts of the longest best way: what a candle and the game's history hold. */
const BEST_MAX = 20;

const WATER = 0;
const STONE = 1;
const LILY = 2;
const WHIRLPOOL = 3;
const ICE = 4;
const BAMBOO_SIDEWAYS = 5;
const BAMBOO_UPWARDS = 6;
const LOTUS_ROUND = 7;
const LOTUS_SQUARE = 8;
const MARKS = { ".": WATER, "#": STONE, o: LILY, "@": WHIRLPOOL, "%": ICE, "=": BAMBOO_SIDEWAYS, H: BAMBOO_UPWARDS, r: LOTUS_ROUND, s: LOTUS_SQUARE, R: WATER, S: WATER };

/** Gusts, in the order of the bits of the pad. */
export const GUSTS = ["right", "left", "up", "down"];
const STEPS = [1, -1, -STRIDE, STRIDE];

/** Rows of marks to a pond: { cells, lanterns: [{ at, square }], ice: [places] }. */
export function readPond(rows, where) {
  const cells = new Uint8Array(CELLS).fill(STONE);
  const lanterns = [];
  const ice = [];
  if (rows.length !== HEIGHT || rows.some((row) => row.length !== WIDTH)) throw new Error(`${where}: a pond is ${HEIGHT} rows of ${WIDTH} marks`);
  rows.forEach((row, y) => {
    [...row].forEach((mark, x) => {
      if (!(mark in MARKS)) throw new Error(`${where}: "${mark}" is no mark; there are ${Object.keys(MARKS).join(" ")}`);
      const at = (y + 1) * STRIDE + x + 1;
      cells[at] = MARKS[mark];
      if (mark === "R" || mark === "S") lanterns.push({ at, square: mark === "S" });
      if (mark === "%") ice.push(at);
    });
  });
  // Round lanterns first: those of one kind stand for each other, and their places are kept in order.
  lanterns.sort((a, b) => Number(a.square) - Number(b.square) || a.at - b.at);
  const count = (kind) => cells.filter((cell) => cell === kind).length;
  const squares = lanterns.filter((l) => l.square).length;
  if (lanterns.length < 1 || lanterns.length > LANTERNS_MAX) throw new Error(`${where}: ${lanterns.length} lanterns; a pond has 1 to ${LANTERNS_MAX}`);
  if (count(LOTUS_SQUARE) !== squares || count(LOTUS_ROUND) !== lanterns.length - squares) throw new Error(`${where}: each lantern needs a flower of its kind`);
  if (ice.length > 8) throw new Error(`${where}: ${ice.length} floes of ice; there may be 8`);
  return { cells, lanterns, ice };
}

/**
 * One gust. Lanterns drift until something stops them; who is ahead goes first. `places` is changed; returns
 * the ice that is left as bits, or -1 when a lantern has sunk.
 */
export function blow({ cells, ice }, places, iceLeft, gust) {
  const step = STEPS[gust];
  const upwards = gust >= 2;
  const barred = upwards ? BAMBOO_SIDEWAYS : BAMBOO_UPWARDS;
  const order = places.map((_, i) => i).sort((a, b) => (step > 0 ? places[b] - places[a] : places[a] - places[b]));
  let cracked = 0;
  for (const i of order) {
    let at = places[i];
    for (;;) {
      const next = at + step;
      const cell = cells[next];
      if (cells[at] === barred || cell === STONE || cell === barred || places.includes(next)) break;
      const floe = cell === ICE ? 1 << ice.indexOf(next) : 0;
      if (floe & iceLeft) {
        cracked |= floe;
        break;
      }
      at = next;
      if (cell === WHIRLPOOL) return -1;
      if (cell === LILY) break;
    }
    places[i] = at;
  }
  return iceLeft & ~cracked;
}

/** The shortest way to solve a pond, as indices into GUSTS; undefined where there is none. Looks at all of it. */
export function solve(pond) {
  const { cells, lanterns, ice } = pond;
  const squareFrom = lanterns.filter((l) => !l.square).length;
  const key = (places, left) => places.reduce((all, at) => all * 256 + at, left);
  const tidy = (places) => [...places.slice(0, squareFrom).sort((a, b) => a - b), ...places.slice(squareFrom).sort((a, b) => a - b)];
  const done = (places) => places.every((at, i) => cells[at] === (i < squareFrom ? LOTUS_ROUND : LOTUS_SQUARE));
  const start = { places: lanterns.map((l) => l.at), left: (1 << ice.length) - 1, from: undefined, gust: 0 };
  const seen = new Set([key(start.places, start.left)]);
  let edge = [start];
  while (edge.length) {
    const next = [];
    for (const state of edge) {
      for (let gust = 0; gust < 4; gust++) {
        const moved = [...state.places];
        const left = blow(pond, moved, state.left, gust);
        if (left < 0) continue;
        const places = tidy(moved);
        const id = key(places, left);
        if (seen.has(id)) continue;
        seen.add(id);
        const reached = { places, left, from: state, gust };
        if (done(places)) {
          const way = [];
          for (let s = reached; s.from; s = s.from) way.unshift(s.gust);
          return way;
        }
        next.push(reached);
      }
    }
    edge = next;
  }
  return undefined;
}

/** The ponds of a file: { name, help, best, way, cells, lanterns, ice }, every one solved. */
export function readLevels(path) {
  const lines = readFileSync(path, "utf8").split("\n");
  const levels = [];
  for (let i = 0; i < lines.length; i++) {
    if (lines[i] === "" || lines[i].startsWith("# ")) continue;
    const where = `${path}:${i + 1}`;
    const head = /^= (\d+) ([A-Z' ]{1,17})$/.exec(lines[i]);
    if (!head) throw new Error(`${where}: expected "= BEST NAME"`);
    // What is new here, said once at the beginning.
    const help = /^> ([A-Z':,.! ]{1,20})$/.exec(lines[i + 1])?.[1] ?? "";
    if (help) i++;
    const pond = readPond(lines.slice(i + 1, i + 1 + HEIGHT), where);
    i += HEIGHT;
    const way = solve(pond);
    const best = Number(head[1]);
    if (!way) throw new Error(`${where}: ${head[2]} cannot be solved`);
    if (way.length !== best) throw new Error(`${where}: the best way of ${head[2]} has ${way.length} gusts, not ${best}`);
    if (best > BEST_MAX) throw new Error(`${where}: ${best} gusts; there may be ${BEST_MAX}`);
    levels.push({ name: head[2], help, best, way, ...pond });
  }
  return levels;
}

/** What build.mjs compiles with a game: the levels as C. */
export function sources(folder) {
  const levels = readLevels(`${folder}/levels.txt`);
  const rows = levels.map(({ name, help, best, way, cells, lanterns }) => {
    const inside = [];
    for (let y = 1; y <= HEIGHT; y++) inside.push(...cells.subarray(y * STRIDE + 1, y * STRIDE + 1 + WIDTH));
    const places = Array.from({ length: LANTERNS_MAX }, (_, i) => lanterns[i]?.at ?? 0);
    const round = lanterns.filter((l) => !l.square).length;
    return `  {{${inside}}, {${places}}, ${lanterns.length}, ${round}, ${best}, "${name}", "${help}", {${way}}},`;
  });
  return {
    "levels.h": `#pragma once
#include <stdint.h>
#define LEVELS ${levels.length}
#define LANTERNS_MAX ${LANTERNS_MAX}
#define BEST_MAX ${BEST_MAX}
/* Round lanterns come first. \`way\` is the best way, a gust a byte: 0 right, 1 left, 2 up, 3 down. */
typedef struct {
  uint8_t cells[${WIDTH * HEIGHT}], places[LANTERNS_MAX], count, round, best;
  char name[18], help[21];
  uint8_t way[BEST_MAX];
} Level;
extern const Level levels[LEVELS];
`,
    "levels.c": `#include "levels.h"\nconst Level levels[LEVELS] = {\n${rows.join("\n")}\n};\n`,
  };
}
