// Drawings in text files to tile data in C.
//
// A drawing is a line `= NAME WIDTHxHEIGHT` and then HEIGHT lines of WIDTH characters, each one of the four
// shades `.` (0, transparent in objects), `-` (1, light), `+` (2, mid) and `#` (3, dark). Lines between
// drawings that are empty or start with "# " are comments.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Drawings that games share: what a game's own folder does not have is looked for here. */
const SHARED = join(dirname(fileURLToPath(import.meta.url)), "lib");

const SHADES = ".-+#";

/** Drawings of one file: a list of { name, width, height, pixels }, pixels row-major, 0..3. */
function readDrawings(path) {
  const lines = readFileSync(path, "utf8").split("\n");
  const drawings = [];
  for (let i = 0; i < lines.length; i++) {
    const head = /^= (\w+) (\d+)x(\d+)$/.exec(lines[i]);
    if (!head) {
      if (lines[i] !== "" && !lines[i].startsWith("# ")) throw new Error(`${path}:${i + 1}: expected "= NAME WxH"`);
      continue;
    }
    const [width, height] = [Number(head[2]), Number(head[3])];
    const pixels = [];
    for (let y = 0; y < height; y++) {
      const row = lines[++i] ?? "";
      if (!/^[-.+#]*$/.test(row) || row.length !== width) {
        throw new Error(`${path}:${i + 1}: ${head[1]} needs ${width} of the characters ${SHADES}`);
      }
      for (const c of row) pixels.push(SHADES.indexOf(c));
    }
    drawings.push({ name: head[1], width, height, pixels });
  }
  return drawings;
}

/** The 16 bytes of the 8x8 tile at (x, y) of a drawing. */
function tile({ width, pixels }, x, y) {
  const bytes = [];
  for (let row = 0; row < 8; row++) {
    let low = 0;
    let high = 0;
    for (let column = 0; column < 8; column++) {
      const shade = pixels[(y + row) * width + x + column];
      low |= (shade & 1) << (7 - column);
      high |= (shade >> 1) << (7 - column);
    }
    bytes.push(low, high);
  }
  return bytes;
}

function table(name, bytes) {
  const rows = [];
  for (let i = 0; i < bytes.length; i += 16) rows.push(`  ${bytes.slice(i, i + 16).join(",")},`);
  return `const uint8_t ${name}[${bytes.length}] = {\n${rows.join("\n")}\n};\n`;
}

/**
 * Everything under `folder` as one C header and source:
 * - sprites.txt and boss.txt: 8x16 objects from object tile 0 on, `OBJ_<NAME>` their tile numbers;
 * - font.txt and hud.txt: background tiles from tile 0 on, `BG_<NAME>`;
 * - logo.txt and scenery.txt: background tiles from 128 on and then in what the font left, equal ones once,
 *   and `map_<NAME>`, the tile numbers;
 * - anim.txt: background tiles that the game itself copies over others, `ANIM_<NAME>` their numbers in `anim_tiles`.
 *
 * A game has those of these files that it needs; font.txt may also be the one in lib/.
 */
export function artSources(folder) {
  const drawingsIn = (files) =>
    files
      .flatMap((file) => [join(folder, file), join(SHARED, file)].filter((path) => existsSync(path)).slice(0, 1))
      .flatMap(readDrawings);
  const defines = [];
  const objects = [];
  for (const drawing of drawingsIn(["sprites.txt", "boss.txt"])) {
    defines.push(`#define OBJ_${drawing.name} ${objects.length / 16}`);
    for (let y = 0; y < drawing.height; y += 16) {
      for (let x = 0; x < drawing.width; x += 8) objects.push(...tile(drawing, x, y), ...tile(drawing, x, y + 8));
    }
  }
  const background = [];
  for (const drawing of drawingsIn(["font.txt", "hud.txt"])) {
    defines.push(`#define BG_${drawing.name} ${background.length / 16}`);
    for (let y = 0; y < drawing.height; y += 8) {
      for (let x = 0; x < drawing.width; x += 8) background.push(...tile(drawing, x, y));
    }
  }
  const seen = new Map([[Array(16).fill(0).join(), 0]]);
  const pictures = [];
  const maps = [];
  for (const drawing of drawingsIn(["logo.txt", "scenery.txt"])) {
    const numbers = [];
    for (let y = 0; y < drawing.height; y += 8) {
      for (let x = 0; x < drawing.width; x += 8) {
        const bytes = tile(drawing, x, y);
        const key = bytes.join();
        if (!seen.has(key)) {
          const into = pictures.length < 128 * 16 ? pictures : background;
          seen.set(key, (into === pictures ? 128 : 0) + into.length / 16);
          into.push(...bytes);
        }
        numbers.push(seen.get(key));
      }
    }
    maps.push([`map_${drawing.name}`, numbers]);
  }
  const anim = [];
  for (const drawing of drawingsIn(["anim.txt"])) {
    defines.push(`#define ANIM_${drawing.name} ${anim.length / 16}`);
    for (let y = 0; y < drawing.height; y += 8) {
      for (let x = 0; x < drawing.width; x += 8) anim.push(...tile(drawing, x, y));
    }
  }
  for (const [what, bytes, limit] of [
    ["object", objects, 128],
    ["background", background, 120],
    ["picture", pictures, 128],
  ]) {
    if (bytes.length / 16 > limit) throw new Error(`${bytes.length / 16} ${what} tiles; there is room for ${limit}`);
  }
  const tables = [["obj_tiles", objects], ["bg_tiles", background], ["picture_tiles", pictures], ...maps];
  if (anim.length) tables.push(["anim_tiles", anim]);
  for (const [name, bytes] of tables) defines.push(`#define ${name}_bytes ${bytes.length}`, `extern const uint8_t ${name}[];`);
  return {
    header: `#pragma once\n#include <stdint.h>\n${defines.join("\n")}\n`,
    source: `#include <stdint.h>\n${tables.map(([name, bytes]) => table(name, bytes)).join("")}`,
  };
}
