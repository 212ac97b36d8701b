/* The pond on the screen: cells of 2x2 tiles within the bank. */
#include "game.h"

enum { PAL_WATER, PAL_STONE, PAL_BANK, PAL_LOTUS, PAL_IRIS, PAL_BAMBOO, PAL_LILY, PAL_TEXT };

static const uint8_t water[4] = {BG_WATER, BG_WATER + 1, BG_WATER + 2, BG_WATER + 3};
static const uint8_t still[4] = {0, 0, 0, 0};
static const uint8_t whirl[4] = {BG_WHIRL, BG_WHIRL + 1, BG_WHIRL + 2, BG_WHIRL + 3};

static const uint8_t *const pictures[] = {water, map_STONE, map_LILY, whirl, map_ICE, map_BAMBOO, map_BAMBOO_UP, map_LOTUS, map_IRIS};
static const uint8_t palettes[] = {PAL_WATER, PAL_STONE, PAL_LILY, PAL_WATER, PAL_WATER, PAL_BAMBOO, PAL_BAMBOO, PAL_LOTUS, PAL_IRIS};

static void draw(uint8_t *to, uint8_t *attr, uint8_t place, uint8_t cell) {
  const uint8_t *from;
  uint8_t palette;
  cell &= 15;
  from = pictures[cell];
  palette = palettes[cell];
  if (cell == STONE && place & 1) from = map_STONE_B;
  /* Every other cell of the water is still. */
  if (cell == WATER && (place ^ place >> 4) & 1) from = still;
  to[0] = from[0];
  to[1] = from[1];
  to[20] = from[2];
  to[21] = from[3];
  attr[0] = palette;
  attr[1] = palette;
  attr[20] = palette;
  attr[21] = palette;
}

/* The upper bank with the first row, and so on to the lower bank: the bank is one tile high, a cell two. */
static void bank_row(uint8_t row, uint8_t left, uint8_t right, uint8_t between) {
  uint8_t *to = row_tiles(row);
  uint8_t i;
  fill(PAL_BANK, row_attrs(row), 20);
  *to++ = left;
  for (i = 9; i; i--) {
    *to++ = between;
    *to++ = between + 1;
  }
  *to = right;
}

static void sides(uint8_t row, uint8_t odd) {
  uint8_t *to = row_tiles(row);
  uint8_t *attr = row_attrs(row);
  to[0] = BG_BANK + 4 + odd;
  to[19] = BG_BANK + 6 + odd;
  attr[0] = PAL_BANK;
  attr[19] = PAL_BANK;
}

static void cells_row(uint8_t y) {
  uint8_t row = (y << 1) - 1, x;
  uint8_t *to = row_tiles(row) + 1, *attr = row_attrs(row) + 1;
  uint8_t place = (y << 4) + 1;
  for (x = 9; x; x--) {
    draw(to, attr, place, cells[place]);
    to += 2;
    attr += 2;
    place++;
  }
  sides(row, 0);
  sides(row + 1, 1);
}

void board_rows(uint8_t pair) {
  if (pair == 0) {
    bank_row(0, BG_BANK + 8, BG_BANK + 9, BG_BANK);
    cells_row(1);
  } else if (pair < 7) {
    cells_row(pair + 1);
    dirty[(pair << 1) + 2] = 1;
  } else if (pair == 7) {
    bank_row(15, BG_BANK + 10, BG_BANK + 11, BG_BANK + 2);
  } else {
    status_draw();
  }
}

void board_ice(uint8_t before) {
  uint8_t bit = 1, place, row, column;
  const uint8_t *floe = floes;
  while ((place = *floe) != NONE) {
    if ((before ^ S.ice) & bit) {
      row = ((place >> 4) << 1) - 1;
      column = ((place & 15) << 1) - 1;
      draw(row_tiles(row) + column, row_attrs(row) + column, place, S.ice & bit ? ICE : WATER);
      dirty[row] = 1;
      dirty[row + 1] = 1;
    }
    bit <<= 1;
    if (!bit) break;
    floe++;
  }
}

/* The map: a garden every four rows, its nine ponds as a lantern and the petals won there. */
static void map_ponds(uint8_t row, uint8_t first) {
  uint8_t *to, *attr;
  uint8_t level = first, n, column = 1;
  for (n = 9; n && level <= LEVELS; n--) {
    to = row_tiles(row) + column;
    attr = row_attrs(row) + column;
    if (won[level - 1]) {
      to[0] = BG_LAMPS + 2;
      to[1] = BG_LAMPS + 3;
      attr[0] = PAL_BAMBOO;
      attr[1] = PAL_BAMBOO;
      to[20] = BG_PETALS + 1;
      to[21] = won[level - 1] + 0x10;
      attr[20] = PAL_LOTUS;
      attr[21] = PAL_LOTUS;
    } else if (level_open(level)) {
      to[0] = BG_LAMPS;
      to[1] = BG_LAMPS + 1;
      attr[0] = PAL_STONE;
      attr[1] = PAL_STONE;
    } else {
      to[20] = '.' - 0x20;
    }
    column += 2;
    level++;
  }
}

void map_rows(uint8_t pair) {
  static const char *const names[] = {"SPRING", "SUMMER", "AUTUMN", "WINTER"};
  static const uint8_t colours[] = {PAL_LOTUS, PAL_LILY, PAL_BAMBOO, PAL_WATER};
  static const uint8_t firsts[] = {1, 10, 19, 28};
  uint8_t row = pair << 1, number = pair >> 1;
  if (pair == 8) {
    status_map();
    return;
  }
  fill(PAL_WATER, row_attrs(row), 40);
  fill(0, row_tiles(row), 40);
  if (pair & 1) {
    map_ponds(row, firsts[number]);
  } else {
    text(row + 1, 1, names[number]);
    fill(colours[number], row_attrs(row + 1), 20);
  }
}
