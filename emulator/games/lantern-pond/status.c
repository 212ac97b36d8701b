/* The panel: pond, candle and petals, and below them what slides up at a pond's end. */
#include "game.h"

#define NAME PANEL
#define CANDLE_ROW (PANEL + 1)

static uint8_t said; /* frames until the name comes back */

static void name(void) {
  clear_row(NAME, 7);
  number(NAME, 0, S.level);
  text(NAME, 3, pond_name(S.level));
  said = 0;
}

/* Three petals, won ones first. */
static void petals(uint8_t row, uint8_t column, uint8_t apart, uint8_t count) {
  uint8_t *to = row_tiles(row) + column;
  uint8_t i;
  for (i = 0; i < 3; i++) {
    *to = i < count ? BG_PETALS + 1 : BG_PETALS;
    to += apart;
  }
  dirty[row] = 1;
}

/* The candle: a flame where it burns, then wax, two pixels a gust. */
static void candle(void) {
  uint8_t *to;
  uint8_t left = S.candle, n = 9;
  clear_row(CANDLE_ROW, 7);
  to = row_tiles(CANDLE_ROW);
  while (left >= 4) {
    *to++ = BG_CANDLE + 4;
    left -= 4;
    n--;
  }
  if (left) *to++ = BG_CANDLE + left;
  if (S.candle) *to = BG_FLAME;
  number(CANDLE_ROW, 10, S.candle);
  petals(CANDLE_ROW, 13, 1, S.win);
  if (S.gusts) {
    text(CANDLE_ROW, 17, "B:");
    row_tiles(CANDLE_ROW)[19] = BG_ARROWS + GUST_LEFT;
  }
}

void status_draw(void) {
  if (!said) name();
  candle();
}

void status_say(const char *letters) {
  clear_row(NAME, 7);
  centred(NAME, letters);
  said = 200;
}

void status_hint(uint8_t gust) {
  uint8_t *to;
  if (gust == NONE) {
    status_say("B: BACK TO THE WAY");
    return;
  }
  status_say("HINT: TRY  ");
  to = row_tiles(NAME) + 15;
  *to = BG_ARROWS + gust;
}

/* A new pond: what was said of the last one is over. */
void status_quiet(void) {
  said = 0;
}

/* After a gust, the hint of the one before would mislead; not in the gust's own frame, which is full. */
void status_hush(void) {
  if (said) said = 4;
}

void status_frame(void) {
  if (said && !--said) name();
}

void panel_write(uint8_t line, const char *letters) {
  uint8_t row = PANEL + 2 + line;
  clear_row(row, 7);
  centred(row, letters);
}

uint8_t panel_slide(uint8_t to) {
  if (panel_top < to) panel_top++;
  else if (panel_top > to) panel_top--;
  return panel_top != to;
}

/* One more of the petals that were won, on the panel. */
void panel_petals(uint8_t count) {
  petals(PANEL + 4, 7, 2, count);
}

void status_map(void) {
  uint8_t level = S.cursor;
  uint8_t hundreds = 0, left = S.petals;
  clear_row(NAME, 7);
  clear_row(CANDLE_ROW, 7);
  number(NAME, 0, level);
  text(NAME, 3, level_open(level) ? pond_name(level) : "NOT YET OPEN");
  text(CANDLE_ROW, 1, "A:GO  B:BACK");
  row_tiles(CANDLE_ROW)[15] = BG_PETALS + 1;
  if (left >= 100) {
    left -= 100;
    hundreds = 1;
  }
  number(CANDLE_ROW, 17, left);
  if (hundreds) {
    row_tiles(CANDLE_ROW)[16] = '1' - 0x20;
    if (left < 10) row_tiles(CANDLE_ROW)[17] = '0' - 0x20;
  }
}
