/* The map: which pond next. */
#include "game.h"

static uint8_t from, held;

void map_start(void) {
  from = S.mode;
  S.mode = MODE_MAP;
  S.cursor = S.level;
  held = 0;
  scene_start(SCENE_MAP);
}

static void choose(uint8_t level) {
  if (level < 1 || level > LEVELS) {
    sfx(SFX_DENY);
    return;
  }
  S.cursor = level;
  sfx(SFX_MOVE);
  status_map();
}

void map_frame(void) {
  static const uint8_t rows[4] = {16, 48, 80, 112};
  uint8_t press = pressed, column = S.cursor, row = 0;
  weather_frame();
  if (scene_frame()) return;
  /* A direction that is held goes on, slowly. */
  if (!(S.pad & 0x0F)) held = 0;
  else if (++held == 24) {
    held = 16;
    press |= S.pad & 0x0F;
  }
  if (press & PAD_RIGHT) choose(S.cursor + 1);
  else if (press & PAD_LEFT) choose(S.cursor - 1);
  else if (press & PAD_DOWN) choose(S.cursor + 9);
  else if (press & PAD_UP) choose(S.cursor - 9);
  else if (press & PAD_B) {
    sfx(SFX_BACK);
    play_resume(from);
    return;
  } else if (press & (PAD_A | PAD_START)) {
    if (level_open(S.cursor)) {
      sfx(SFX_GO);
      play_start(S.cursor);
      return;
    }
    sfx(SFX_DENY);
  }
  column = S.cursor - 1;
  while (column >= 9) {
    column -= 9;
    row++;
  }
  put16((column << 4) + 8, rows[row], S.frame & 32 ? OBJ_CURSOR : OBJ_CURSOR_B, ATTR_GLOW);
  weather_draw();
}
