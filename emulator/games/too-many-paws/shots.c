/* What the dog sends out: barks, clouds, drops. */
#include "game.h"

Mover shots[SHOTS];
static Mover *next; /* where to look for a free one: goes forward only, until the next update */

void shots_reset(void) {
  uint8_t i;
  for (i = 0; i < SHOTS; i++) shots[i].kind = SHOT_NONE;
  next = shots;
}

void shot_add(uint8_t kind, uint8_t x, uint8_t y, int8_t vx, int8_t vy) {
  Mover *s;
  while (next != shots + SHOTS) {
    s = next++;
    if (s->kind) continue;
    s->kind = kind;
    s->age = 0;
    s->x = x;
    s->vx = vx;
    s->y = y;
    s->vy = vy;
    return;
  }
}

void shots_update(void) {
  uint8_t i, age;
  Mover *s = shots;
  drift(shots, SHOTS);
  next = shots;
  for (i = SHOTS; i; i--, s++) {
    age = s->kind;
    if (!age) continue;
    if (age == SHOT_BARK) {
      if (s->y > 200) s->kind = SHOT_NONE;
      continue;
    }
    age = s->age;
    if (s->kind == SHOT_PUFF) {
      if (age == 8) {
        s->vx = 0;
        s->vy = 1;
      }
      if (age > 32) s->kind = SHOT_NONE;
    } else {
      if (!(age & 3)) s->vy++;
      if (age > 22 || s->x > 164) s->kind = SHOT_NONE;
    }
  }
}

void shots_draw(void) {
  draw_movers(shots, SHOTS);
}
