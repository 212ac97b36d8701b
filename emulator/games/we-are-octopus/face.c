/* Her face: tiles of the map for eyes and mouth, objects for the pupils. */
#include "game.h"

#define EYES_AT 0x98E9  /* column 9, row 7 */
#define MOUTH_AT 0x9929 /* column 9, row 9 */

static const uint8_t *const eyes_maps[] = {map_EYES_OPEN, map_EYES_WIDE, map_EYES_SHUT, map_EYES_GLAD, map_EYES_OUCH};
static const uint8_t *const mouth_maps[] = {map_MOUTH_SMILE, map_MOUTH_LAUGH, map_MOUTH_OH, map_MOUTH_WAVE};

static uint8_t eyes, mouth, wait, eyes_shown = 255, mouth_shown = 255;

void face(uint8_t new_eyes, uint8_t new_mouth, uint8_t frames) {
  eyes = new_eyes;
  mouth = new_mouth;
  wait = frames;
}

static void queue_row(uint16_t at, const uint8_t *three) {
  queue(at, *three++);
  queue(at + 1, *three++);
  queue(at + 2, *three);
}

void face_update(void) {
  uint8_t now = eyes;
  if (!wait) {
    eyes = EYES_OPEN;
    mouth = MOUTH_SMILE;
    now = (uint8_t)S.frame > 248 ? EYES_SHUT : EYES_OPEN;
  } else if (wait != 255) {
    wait--;
  }
  if (queue_used) return; /* the arms come first */
  if (now != eyes_shown) {
    eyes_shown = now;
    queue_row(EYES_AT, eyes_maps[now]);
    queue_row(EYES_AT + 32, eyes_maps[now] + 3);
  } else if (mouth != mouth_shown) {
    mouth_shown = mouth;
    queue_row(MOUTH_AT, mouth_maps[mouth]);
  }
}

#define RIGHT_ARMS 0x91
#define LEFT_ARMS 0x62
#define UPPER_ARMS 0x34
#define LOWER_ARMS 0xC8

/* She looks where her arms are. */
void face_draw(void) {
  uint8_t x = CENTRE_X - 4 + sway_x, y = CENTRE_Y - 12 + sway_y;
  uint8_t out = S.out;
  if (eyes_shown > EYES_WIDE) return;
  if (out & RIGHT_ARMS) x += 2;
  if (out & LEFT_ARMS) x -= 2;
  if (out & UPPER_ARMS) y -= 2;
  if (out & LOWER_ARMS) y += 2;
  put(x - 7, y, OBJ_PUPIL, ATTR_SKIN);
  put(x + 6, y, OBJ_PUPIL, ATTR_SKIN);
}
