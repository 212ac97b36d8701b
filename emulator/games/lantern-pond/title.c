/* The title over the water, and in it. */
#include "game.h"
#include "hw.h"

#define SHORE 80 /* the first line of water */
#define LINES 48

enum { PAL_SHORE = 0, PAL_NAME = 2, PAL_MOON = 4, PAL_TEXT = 6 };

static uint8_t age;

static const int8_t ripple[16] = {0, 1, 1, 2, 2, 2, 1, 1, 0, -1, -1, -2, -2, -2, -1, -1};

void title_start(void) {
  S.mode = MODE_TITLE;
  age = 0;
  sound_tune(TUNE_TITLE);
  weather_start();
  scene_start(SCENE_TITLE);
}

static void copy(uint8_t row, uint8_t column, const uint8_t *from, uint8_t count, uint8_t palette) {
  uint8_t *to = row_tiles(row) + column, *attr = row_attrs(row) + column;
  while (count--) {
    *to++ = *from++;
    *attr++ = palette;
  }
}

static void title_row(uint8_t row) {
  static const uint8_t line_of[8] = {0, 18, 36, 54, 72, 90, 108, 0};
  clear_row(row, row < 10 ? PAL_SHORE : PAL_TEXT);
  if (row >= 1 && row < 8) copy(row, 1, map_LOGO + line_of[row - 1], 18, PAL_NAME);
  if (row == 4) copy(row, 17, map_MOON, 2, PAL_MOON);
  if (row == 5) copy(row, 17, map_MOON + 2, 2, PAL_MOON);
  if (row == 8) copy(row, 0, map_HILLS, 20, PAL_SHORE);
  if (row == 9) copy(row, 0, map_HILLS + 20, 20, PAL_SHORE);
  if (row == 16) centred(row, S.solved ? "A BUTTON: GO ON" : "PRESS ANYTHING");
}

void title_rows(uint8_t pair) {
  title_row(pair << 1);
  title_row((pair << 1) + 1);
}

/* Every two lines of water show two lines of what is above it, from the shore upwards, and sway. */
static void water(void) {
  uint8_t line = SHORE - 1, scy = 0xFE, phase = S.frame >> 2, n = LINES / 2, x;
  while (n) {
    x = ripple[phase & 15];
    /* Further from the shore it sways more. */
    if (n < 18) x += ripple[(phase + 3) & 15] >> (n > 9);
    split(line, LCDC_PANEL, scy, x);
    line += 2;
    scy -= 4;
    phase += 3;
    n--;
  }
  split(line, LCDC_FIELD, 0, 0);
}

void title_frame(void) {
  weather_frame();
  if (scene_frame()) return;
  if (pressed) {
    sfx(SFX_GO);
    mirror = 0;
    play_start(S.level);
    return;
  }
  water();
  weather_draw();
}
