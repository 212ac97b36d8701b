/* The lanterns as they are seen: on their way to where the rules have them. */
#include "game.h"

static uint8_t at_x[LANTERNS_MAX], at_y[LANTERNS_MAX];

/* Pixels of a place. */
static uint8_t x_of(uint8_t place) {
  return ((place & 15) << 4) - 8;
}

static uint8_t y_of(uint8_t place) {
  return (place & 0xF0) - 8;
}

void lanterns_place(void) {
  uint8_t i;
  for (i = 0; i < LANTERNS_MAX; i++) {
    at_x[i] = x_of(S.places[i]);
    at_y[i] = y_of(S.places[i]);
  }
}

static uint8_t nearer(uint8_t from, uint8_t to, uint8_t speed) {
  if (from < to) return to - from > speed ? from + speed : to;
  return from - to > speed ? from - speed : to;
}

uint8_t lanterns_drift(uint8_t speed) {
  uint8_t i, x, y, moving = 0, arrived = 0;
  for (i = 0; i < S.lanterns; i++) {
    x = x_of(S.places[i]);
    y = y_of(S.places[i]);
    if (at_x[i] == x && at_y[i] == y) continue;
    at_x[i] = nearer(at_x[i], x, speed);
    at_y[i] = nearer(at_y[i], y, speed);
    if (at_x[i] != x || at_y[i] != y) moving = 1;
    else if (is_home(i)) arrived = 2;
    else arrived |= 1;
  }
  if (arrived & 2) sfx(SFX_HOME);
  else if (arrived) sfx(SFX_BUMP);
  return moving;
}

void lanterns_draw(void) {
  uint8_t i, y, square, phase = S.frame >> 4;
  for (i = 0; i < S.lanterns; i++) {
    square = is_square(i);
    y = at_y[i];
    /* They bob, not all at once. */
    if ((phase + i + i) & 4) y--;
    if (i == sunk && !S.busy) {
      put16(at_x[i], y, OBJ_SINK, square ? ATTR_SQUARE : ATTR_ROUND);
      continue;
    }
    if (!S.busy && is_home(i)) {
      put16(at_x[i], at_y[i], phase & 2 ? OBJ_HALO : OBJ_HALO_B, ATTR_GLOW);
    }
    put16(at_x[i], y, square ? OBJ_SQUARE : OBJ_LANTERN, square ? ATTR_SQUARE : ATTR_ROUND);
  }
}
