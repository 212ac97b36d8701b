/* Small things: bones and sausages to catch, yarn and dust to dodge, sparks and hearts to look at. */
#include "game.h"

#define THINGS 12
static Mover things[THINGS];
static Mover *next; /* where to look for a free one: goes forward only, until the next update */
uint8_t bone_x, bone_y;

void things_reset(void) {
  uint8_t i;
  for (i = 0; i < THINGS; i++) things[i].kind = THING_NONE;
  next = things;
}

void thing_add(uint8_t kind, uint8_t x, uint8_t y, int8_t vx, int8_t vy) {
  Mover *t;
  while (next != things + THINGS) {
    t = next++;
    if (t->kind) continue;
    t->kind = kind;
    t->age = 0;
    t->x = x;
    t->vx = vx;
    t->y = y;
    t->vy = vy;
    return;
  }
}

/* Sparks fly from the middle of a 16x16 thing. */
void burst(uint8_t x, uint8_t y) {
  x += 4;
  thing_add(THING_SPARK, x - 3, y - 3, -1, -1);
  thing_add(THING_SPARK, x + 3, y - 2, 1, -1);
  thing_add(THING_SPARK, x, y + 3, (int8_t)(rng() & 2) - 1, 1);
}

static void caught(Mover *t) {
  if (t->kind == THING_BONE) {
    if (S.bones < 8 && ++S.bones == 8) say("HOWL READY! A+B");
    score_add(1);
    sfx(SFX_BONE);
  } else {
    if (S.hearts < 5) S.hearts++;
    say("SAUSAGE! GOOD DOG!");
    score_add(5);
    sfx(SFX_HEART);
  }
  t->kind = THING_SPARK;
  t->age = 0;
  t->vx = 0;
  t->vy = -1;
}

static void at_dog(Mover *t) {
  if (S.mode == MODE_OVER || !dog_touches(t->x + 4, t->y + 8)) return;
  if (t->kind <= THING_SAUSAGE) {
    caught(t);
  } else if (!dog_safe) {
    t->kind = THING_SPARK;
    t->age = 0;
    dog_hurt();
  }
}

void things_update(void) {
  uint8_t i, y;
  Mover *t = things;
  drift(things, THINGS);
  next = things;
  bone_y = 0;
  for (i = THINGS; i; i--, t++) {
    y = t->kind;
    if (!y) continue;
    if (y >= THING_SPARK) {
      if (t->age > (y == THING_SPARK ? 12 : 40)) t->kind = THING_NONE;
      continue;
    }
    y = t->y;
    if (y >= 128) {
      if (y < 224) t->kind = THING_NONE;
      continue;
    }
    if (y > bone_y && t->kind == THING_BONE) {
      bone_x = t->x;
      bone_y = y;
    }
    if ((uint8_t)(y - S.dog_y + 32) < 64) at_dog(t);
  }
}

void things_howled(void) {
  uint8_t i;
  Mover *t = things;
  for (i = THINGS; i; i--, t++) {
    if (t->kind != THING_YARN && t->kind != THING_DUST) continue;
    t->kind = THING_BONE;
    t->vx = 0;
    t->vy = 1;
  }
}

/* For lowlevel.s, by kind: the bit of age that picks the frame, two frames, colours. */
const uint8_t looks[][4] = {
  {0, OBJ_BLANK, OBJ_BLANK, 0},
  {8, OBJ_BONE, OBJ_BONE_B, ATTR_BLUE},
  {0, OBJ_SAUSAGE, OBJ_SAUSAGE, ATTR_PINK},
  {8, OBJ_YARN, OBJ_YARN_B, ATTR_PINK},
  {0, OBJ_DUST, OBJ_DUST, ATTR_PURPLE},
  {8, OBJ_SPARK, OBJ_SPARK_B, ATTR_YELLOW},
  {0, OBJ_ZED, OBJ_ZED, ATTR_BLUE},
  {0, OBJ_HEART, OBJ_HEART, ATTR_PINK},
  {4, OBJ_WOOF, OBJ_WOOF_B, ATTR_YELLOW}, /* the shots */
  {16, OBJ_PUFF, OBJ_PUFF_B, ATTR_GREEN},
  {0, OBJ_DROP, OBJ_DROP, ATTR_BLUE},
};

void things_draw(void) {
  draw_movers(things, THINGS);
}
