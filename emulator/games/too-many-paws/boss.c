/* The vacuum cleaner. Every fourth level; it breathes in, and spits dust. */
#include "game.h"

static uint8_t x, y, age, flash, dying;

void boss_reset(void) {
  S.boss_hp = 0;
  dying = 0;
}

void boss_start(void) {
  uint8_t hp = 16 + (S.level << 1);
  S.boss_hp = hp > 60 ? 60 : hp;
  x = 64;
  y = 220;
  age = 0;
  dying = 0;
  say("VACUUM! VACUUM!!");
  sound_tune(TUNE_BOSS);
}

static void beaten(void) {
  S.boss_hp = 0;
  dying = 60;
  shake = 50;
  sfx(SFX_BOOM);
  score_add(100);
  say("THE VACUUM IS GONE!");
}

static void damage(uint8_t n) {
  if (S.boss_hp <= n) {
    beaten();
    return;
  }
  S.boss_hp -= n;
  flash = 6;
  sfx(SFX_HIT);
}

void boss_howled(void) {
  if (S.boss_hp) damage(10);
}

static void spit(void) {
  uint8_t from = x + 12;
  uint8_t off = S.dog_x - from + 20;
  int8_t vx = off < 40 ? 0 : S.dog_x > from ? 1 : -1;
  thing_add(THING_DUST, from, y + 24, vx, 1);
  if (S.level > 4) thing_add(THING_DUST, from, y + 24, vx + 2, 1);
  if (S.level > 8) thing_add(THING_DUST, from, y + 24, vx - 2, 1);
}

void boss_update(void) {
  uint8_t i;
  Mover *s = shots;
  if (dying) {
    dying--;
    if (!(dying & 7)) {
      burst(x + (rng() & 15), y + (rng() & 15));
      thing_add(THING_BONE, x + (rng() & 31), y + 8, 0, 1);
      if (dying == 24) thing_add(THING_SAUSAGE, x + 12, y, 0, 1);
    }
    return;
  }
  if (!S.boss_hp) return;
  age++;
  if (flash) flash--;
  if (y > 200 || y < 12) y++;
  if (age & 1) {
    i = sine[(age >> 1) & 63];
    x = 64 + i + i + i;
  }
  if ((age & 63) == 40) spit();
  if (age >= 200) { /* breathing in */
    if (age & 1 && S.dog_y > 60) S.dog_y--;
    if (!(age & 7)) thing_add(THING_SPARK, S.dog_x - 32 + (rng() & 63), 100, 0, -3);
  }
  if (y > 200) return;
  for (i = SHOTS; i; i--, s++) {
    if (!s->kind || (uint8_t)(s->y - y + 8) > 32) continue;
    if ((uint8_t)(s->x - x + 6) >= 38) continue;
    if (s->kind == SHOT_PUFF && flash) continue;
    if (s->kind != SHOT_PUFF) s->kind = SHOT_NONE;
    damage(1);
    if (!S.boss_hp) return;
  }
  if (!dog_safe && S.dog_y < (uint8_t)(y + 28) && (uint8_t)(S.dog_x - x + 16) < 64) dog_hurt();
}

void boss_draw(void) {
  uint8_t lower, attr = flash & 2 ? ATTR_YELLOW : ATTR_STEEL;
  if (!S.boss_hp && (!dying || dying & 2)) return;
  lower = age & (age >= 200 ? 2 : 8) ? OBJ_BOSS_B : OBJ_BOSS + 8;
  put16(x, y, OBJ_BOSS, attr);
  put16(x + 16, y, OBJ_BOSS + 4, attr);
  put16(x, y + 16, lower, attr);
  put16(x + 16, y + 16, lower + 4, attr);
}
