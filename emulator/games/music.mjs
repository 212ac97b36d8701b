// Tunes in a text file (see music.txt) to tables in C: one byte a row and voice.
// 0 holds, 1 is silence, n >= 2 is a note n - 2 semitones above A1 (drums: 2 kick, 3 snare, 4 hat).
import { readFileSync } from "node:fs";

const NAMES = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];
const VOICES = ["lead", "chord", "bass", "drum"];
const DRUMS = ["k", "s", "h"];
const LOWEST = 9 + 12; // A1, in semitones above C0
const NOTES = 60;
const ROWS = 16;

function cell(token, voice, where) {
  if (token === ".") return 0;
  if (token === "-") return 1;
  const match = /^([A-G]#?)(\d)$/.exec(token);
  const note = voice === "drum" ? DRUMS.indexOf(token) : match ? NAMES.indexOf(match[1]) + 12 * Number(match[2]) - LOWEST : -1;
  if (note < 0 || note >= NOTES) throw new Error(`${where}: "${token}" is no note of the ${voice}`);
  return note + 2;
}

/** The tunes of one file as C source: `tune_<name>` tables (bars of 4 x 16 bytes), and both pitch tables. */
export function musicSource(path) {
  const tunes = [];
  let voice = 0;
  readFileSync(path, "utf8")
    .split("\n")
    .forEach((line, index) => {
      const where = `${path}:${index + 1}`;
      const head = /^= (\w+) (\d+) (\d+)$/.exec(line);
      if (head) tunes.push({ name: head[1], speed: Number(head[2]), loop: Number(head[3]), bytes: [] });
      else if (line !== "" && !line.startsWith("#")) {
        const [name, ...tokens] = line.trim().split(/\s+/);
        if (name !== VOICES[voice]) throw new Error(`${where}: expected the ${VOICES[voice]}`);
        if (tokens.length !== ROWS) throw new Error(`${where}: ${tokens.length} rows; a bar has ${ROWS}`);
        tunes.at(-1).bytes.push(...tokens.map((t) => cell(t, name, where)));
        voice = (voice + 1) % VOICES.length;
      }
    });
  // A pulse channel's register is 2048 - 131072 / Hz; the wave channel's, 2048 - 65536 / Hz.
  const pitches = (clock) =>
    Array.from({ length: NOTES }, (_, n) => Math.max(0, Math.round(2048 - clock / (55 * 2 ** (n / 12)))));
  const out = ["#include <stdint.h>", '#include "tunes.h"'];
  out.push(`const uint16_t pulse_pitch[${NOTES}] = {${pitches(131072)}};`);
  out.push(`const uint16_t wave_pitch[${NOTES}] = {${pitches(65536)}};`);
  for (const t of tunes) out.push(`static const uint8_t tune_${t.name}[] = {${t.bytes}};`);
  const rows = tunes.map((t) => `  {tune_${t.name}, ${t.bytes.length / 64}, ${t.loop}, ${t.speed}},`);
  out.push(`const Tune tunes[] = {\n${rows.join("\n")}\n};`);
  const header = `#pragma once
#include <stdint.h>
typedef struct { const uint8_t *bars; uint8_t count, loop, speed; } Tune;
extern const Tune tunes[];
extern const uint16_t pulse_pitch[], wave_pitch[];
enum { ${tunes.map((t) => `TUNE_${t.name}`).join(", ")} };
`;
  return { header, source: `${out.join("\n")}\n` };
}
