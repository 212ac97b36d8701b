/* From one picture to the next: the old one goes from the top, two rows a frame, and the new one comes so. */
#include "game.h"

#define CLEARED 9
#define BUILT 19

uint8_t scene;
static uint8_t step;

void scene_start(uint8_t next) {
  /* From pond to pond the water stays. */
  step = next == SCENE_POND && scene == SCENE_POND ? CLEARED : 0;
  scene = next;
  S.busy = 1;
}

uint8_t scene_frame(void) {
  uint8_t pair, row;
  if (step > BUILT) return 0;
  if (step < CLEARED) {
    row = step << 1;
    clear_row(row, 0);
    clear_row(row + 1, 0);
    if (step == 0) panel_top = 144;
  } else if (step == CLEARED) {
    mirror = scene == SCENE_TITLE;
    if (mirror) {
      for (row = 0; row < ROWS; row++) dirty[row] = 0;
    }
    video_palettes(scene == SCENE_TITLE ? 0 : scene == SCENE_MAP ? 1 : garden(S.level) + 1);
  } else if (step < BUILT) {
    pair = step - CLEARED - 1;
    row = pair << 1;
    switch (scene) {
      case SCENE_TITLE: title_rows(pair); break;
      case SCENE_MAP: map_rows(pair); break;
      default: board_rows(pair); break;
    }
    dirty[row] = 1;
    dirty[row + 1] = 1;
  } else if (mirror) {
    /* The title's rows go one a frame, to both maps. */
    for (row = 0; row < PANEL; row++) {
      if (dirty[row]) return 1;
    }
  }
  if (++step > BUILT) {
    if (!mirror) panel_top = 128;
    S.busy = 0;
    return 0;
  }
  return 1;
}
