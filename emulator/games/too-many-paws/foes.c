/* Everything that a dog has a word to say to. */
#include "game.h"

typedef struct {
  uint8_t kind, x, y, base, age, hp, flash, acc;
  int8_t vx;
} Foe;

#define FOES 6
static Foe foes[FOES];
static uint8_t kills;
uint8_t foe_nearest_x, foe_nearest_y;

typedef struct {
  uint8_t tile, tile_b, attr, hp, tens;
} Kind;

static const Kind kinds[] = {
  {0, 0, 0, 0, 0},
  {OBJ_SQUIRREL, OBJ_SQUIRREL_B, ATTR_RED, 1, 1},
  {OBJ_LETTER, OBJ_LETTER, ATTR_BLUE, 1, 2},
  {OBJ_UFOCAT, OBJ_UFOCAT_B, ATTR_PURPLE, 2, 3},
  {OBJ_DUCK, OBJ_DUCK_B, ATTR_YELLOW, 2, 3},
  {OBJ_ROBOVAC, OBJ_ROBOVAC_B, ATTR_STEEL, 3, 5},
};

void foes_reset(void) {
  uint8_t i;
  for (i = 0; i < FOES; i++) foes[i].kind = FOE_NONE;
  kills = 0;
  S.foes = 0;
}

void foe_add(uint8_t kind) {
  uint8_t i, r = rng();
  Foe *f = foes;
  for (i = FOES; i && f->kind; i--) f++;
  if (!i) return;
  f->kind = kind;
  f->age = r & 31;
  f->hp = kinds[kind].hp;
  f->flash = 0;
  f->acc = 0;
  f->y = 240;
  f->x = 16 + (r & 63) + (rng() & 63);
  f->base = f->x;
  f->vx = 0;
  if (kind == FOE_UFO || kind == FOE_DUCK) {
    f->vx = S.level > 5 && r & 4 ? 2 : 1;
    f->x = 240;
    if (r & 1) {
      f->vx = -f->vx;
      f->x = 160;
    }
    f->base = kind == FOE_UFO ? 18 + (r & 15) : 44 + (r & 31);
    f->y = f->base;
  }
  if (kind == FOE_LETTER) {
    f->age = 0;
    f->y = 248;
  }
}

static void killed(Foe *f) {
  uint8_t r = rng();
  score_add(kinds[f->kind].tens);
  sfx(SFX_POP);
  burst(f->x, f->y);
  f->kind = FOE_NONE;
  if (++kills >= 9 && S.hearts < 5) {
    kills = 0;
    thing_add(THING_SAUSAGE, f->x + 4, f->y, 0, 1);
  } else if (r & 3) {
    thing_add(THING_BONE, f->x + 4, f->y, 0, 1);
  }
}

/* A howl turns the foes on screen into bones, one a call. */
void foes_scatter(void) {
  uint8_t i;
  Foe *f = foes;
  for (i = FOES; i; i--, f++) {
    if (!f->kind || f->y > 128) continue;
    score_add(kinds[f->kind].tens);
    thing_add(THING_BONE, f->x + 4, f->y, 0, 1);
    sfx(SFX_POP);
    f->kind = FOE_NONE;
    return;
  }
}

/* Moves one foe; returns 0 when it has left the screen. */
static uint8_t moved(Foe *f) {
  uint8_t age = ++f->age;
  uint8_t speed = 12 + (S.level << 1);
  if (speed > 36) speed = 36;
  switch (f->kind) {
    case FOE_SQUIRREL:
      f->acc += speed;
      f->x = f->base + sine[(age + age) & 63];
      break;
    case FOE_LETTER:
      if (age < 50) {
        if (f->y > 200 || f->y < 18) f->y++;
        f->x = f->base + (age & 4 ? 1 : 0);
      } else {
        if (age > 200) f->age = 200;
        f->acc += 30 + S.level;
      }
      break;
    case FOE_ROBOVAC:
      f->acc += speed >> 1;
      if (age & 1) {
        uint8_t aim = S.dog_x - 8;
        if (aim > f->x) f->x++;
        else if (aim < f->x) f->x--;
      }
      break;
    case FOE_UFO:
      f->x += f->vx;
      f->y = f->base + (sine[age & 63] >> 2);
      if ((age & 63) == 32 && f->x < 150) thing_add(THING_YARN, f->x + 4, f->y + 8, 0, S.level > 6 ? 2 : 1);
      break;
    default:
      if (age & 1 || f->vx > 1 || f->vx < -1 || S.level > 6) f->x += f->vx;
      f->y = f->base + sine[age & 63];
      break;
  }
  while (f->acc >= 16) {
    f->acc -= 16;
    f->y++;
  }
  if (f->y > 127 && f->y < 200) return 0;
  return f->x < 164 || f->x > 236;
}

static void shot_at(Foe *f) {
  uint8_t i, fx = f->x - 2 + 8, fy = f->y + 8;
  Mover *s = shots;
  for (i = SHOTS; i; i--, s++) {
    if (!s->kind) continue;
    if ((uint8_t)(s->y - fy + 20) >= 24) continue;
    if ((uint8_t)(s->x - fx + 14) >= 24) continue;
    if (s->kind != SHOT_PUFF) s->kind = SHOT_NONE;
    else if (f->flash) continue;
    f->flash = 6;
    if (!--f->hp) {
      killed(f);
      return;
    }
    sfx(SFX_HIT);
  }
}

void foes_update(void) {
  uint8_t i, n = 0;
  Foe *f = foes;
  foe_nearest_y = 0;
  for (i = FOES; i; i--, f++) {
    if (!f->kind) continue;
    n++;
    if (f->flash) f->flash--;
    if (!moved(f)) {
      f->kind = FOE_NONE;
      continue;
    }
    if (f->y > 128) continue;
    if (f->y > foe_nearest_y && f->y < S.dog_y) {
      foe_nearest_y = f->y;
      foe_nearest_x = f->x;
    }
    shot_at(f);
    if (f->kind && !dog_safe && dog_touches(f->x + 8, f->y + 8)) {
      dog_hurt();
      killed(f);
    }
  }
  S.foes = n;
}

void foes_draw(void) {
  uint8_t i, tile, attr;
  Foe *f = foes;
  const Kind *k;
  for (i = FOES; i; i--, f++) {
    if (!f->kind || f->flash & 2) continue;
    k = kinds + f->kind;
    tile = f->age & 8 ? k->tile_b : k->tile;
    attr = k->attr;
    if (f->kind == FOE_LETTER && f->age >= 50) tile = OBJ_LETTER_B;
    if (f->kind == FOE_DUCK && f->vx < 0) attr |= ATTR_FLIP;
    if (f->kind == FOE_SQUIRREL && (f->age & 31) >= 16) attr |= ATTR_FLIP;
    put16(f->x, f->y, tile, attr);
  }
}
