/* The rules: what a gust does, taken back and hinted at. levels.mjs has the same ones, to solve each pond. */
#include "game.h"

#define CANDLE_MAX 36
#define STRIDE 16
#define TAKEN 0x80 /* in cells, while a gust blows: a lantern is here */

uint8_t cells[144]; /* of ice, the floe's number in the upper half */
uint8_t floes[FLOES_MAX];
static const uint8_t bits[FLOES_MAX] = {1, 2, 4, 8, 16, 32, 64, 128};
uint8_t sunk;
static const Level *level;
static uint8_t strayed; /* the first gust that was not the best way's, or NONE */

typedef struct {
  uint8_t places[LANTERNS_MAX], ice;
} Past;
static Past past[CANDLE_MAX];
static Past *now;

static const int8_t steps[4] = {1, -1, -STRIDE, STRIDE};

/* Gusts of a candle: half as many again as the best way has, and four. */
static uint8_t candle_of(uint8_t best) {
  return best + (best >> 1) + 4;
}

static void petals_left(void) {
  if (S.hinted || S.gusts > S.best + 3) S.win = 1;
  else S.win = S.gusts <= S.best ? 3 : 2;
}

static const Level *find(uint8_t number) {
  const Level *found = levels;
  for (; number > 1; number--) found++;
  return found;
}

const char *pond_name(uint8_t number) {
  return find(number)->name;
}

uint8_t garden(uint8_t number) {
  return number < 10 ? 0 : number < 19 ? 1 : number < 28 ? 2 : 3;
}

const char *pond_help(void) {
  return level->help;
}

void pond_start(void) {
  const uint8_t *from;
  uint8_t *to = cells;
  uint8_t x, y, cell, ice = 0, floe = 0, place = STRIDE + 1;
  level = find(S.level);
  from = level->cells;
  fill(STONE, cells, 144);
  to = cells + STRIDE + 1;
  for (y = 0; y < 7; y++) {
    for (x = 0; x < 9; x++) {
      cell = *from++;
      if (cell == ICE) {
        floes[floe] = place;
        ice |= bits[floe];
        cell |= floe << 4;
        floe++;
      }
      *to++ = cell;
      place++;
    }
    to += STRIDE - 9;
    place += STRIDE - 9;
  }
  while (floe < FLOES_MAX) floes[floe++] = NONE;
  S.ice = ice;
  S.lanterns = level->count;
  S.best = level->best;
  S.candle = candle_of(S.best);
  S.gusts = 0;
  S.hinted = 0;
  S.win = 3;
  for (x = 0; x < LANTERNS_MAX; x++) S.places[x] = level->places[x];
  sunk = NONE;
  strayed = NONE;
  now = past;
  pond_count_home();
}

/* The lantern that is furthest ahead of those not in `gone`. */
static uint8_t foremost(uint8_t gust, uint8_t gone) {
  uint8_t i, bit = 1, found = NONE, place, most = 0;
  for (i = 0; i < S.lanterns; i++) {
    if (!(gone & bit)) {
      place = S.places[i];
      if (gust == GUST_LEFT || gust == GUST_UP) place = ~place;
      if (found == NONE || place > most) {
        found = i;
        most = place;
      }
    }
    bit <<= 1;
  }
  return found;
}

uint8_t pond_blow(uint8_t gust) {
  uint8_t i, at, next, cell, here, floe, n, moved = 0, cracked = 0, gone = 0;
  uint8_t barred = gust >= GUST_UP ? BAMBOO_SIDEWAYS : BAMBOO_UPWARDS;
  int8_t step = steps[gust];
  if (!S.candle || sunk != NONE) return 0;
  for (i = 0; i < LANTERNS_MAX; i++) now->places[i] = S.places[i];
  now->ice = S.ice;
  for (i = 0; i < S.lanterns; i++) cells[S.places[i]] |= TAKEN;
  for (n = S.lanterns; n; n--) {
    i = foremost(gust, gone);
    gone |= i == 2 ? 4 : i + 1;
    at = S.places[i];
    cells[at] &= ~TAKEN;
    here = cells[at];
    for (;;) {
      next = at + step;
      cell = cells[next];
      if (cell & TAKEN || cell == STONE || cell == barred || here == barred) break;
      if ((cell & 15) == ICE) {
        floe = bits[cell >> 4];
        if (floe & S.ice) {
          cracked |= floe;
          break;
        }
      }
      at = next;
      here = cell;
      moved = 1;
      if (cell == WHIRLPOOL) {
        sunk = i;
        break;
      }
      if (cell == LILY) break;
    }
    S.places[i] = at;
    if (sunk != NONE) break;
    cells[at] |= TAKEN;
  }
  for (i = 0; i < S.lanterns; i++) cells[S.places[i]] &= ~TAKEN;
  if (!moved && !cracked) return 0;
  S.ice &= ~cracked;
  if (strayed == NONE && (S.gusts >= S.best || level->way[S.gusts] != gust)) strayed = S.gusts;
  now++;
  S.gusts++;
  S.candle--;
  petals_left();
  pond_count_home();
  return 1;
}

uint8_t pond_back(void) {
  uint8_t i;
  if (!S.gusts) return 0;
  now--;
  for (i = 0; i < LANTERNS_MAX; i++) S.places[i] = now->places[i];
  S.ice = now->ice;
  sunk = NONE;
  S.gusts--;
  S.candle++;
  if (strayed == S.gusts) strayed = NONE;
  petals_left();
  pond_count_home();
  return 1;
}

uint8_t pond_hint(void) {
  S.hinted = 1;
  petals_left();
  return strayed == NONE && S.gusts < S.best ? level->way[S.gusts] : NONE;
}

uint8_t is_square(uint8_t lantern) {
  return lantern >= level->round;
}

uint8_t is_home(uint8_t lantern) {
  return cells[S.places[lantern]] == (lantern < level->round ? LOTUS_ROUND : LOTUS_SQUARE);
}

uint8_t pond_count_home(void) {
  uint8_t i, home = 0;
  for (i = 0; i < S.lanterns; i++) {
    if (is_home(i)) home++;
  }
  S.home = home;
  return home == S.lanterns;
}
