/* What swims towards her, at most one on each arm's lane; and sparks. */
#include "game.h"

/* Where they begin, out of sight, in pixels from her middle. */
static const uint8_t starts[ARMS] = {88, 88, 68, 68, 95, 95, 95, 95};
static const uint8_t leftward[ARMS] = {1, 0, 0, 1, 1, 0, 0, 1}; /* how they look when they come */

static uint8_t turn, part; /* of half a pixel, in sixteenths */
uint8_t things_missed;

#define SPARKS 6
static uint8_t spark_age[SPARKS], spark_tile[SPARKS], spark_attr[SPARKS], spark_x[SPARKS], spark_y[SPARKS];
static int8_t spark_vx[SPARKS], spark_vy[SPARKS];
static uint8_t next_spark;

void things_reset(void) {
  uint8_t i;
  for (i = 0; i < ARMS; i++) S.lanes[i] = 0;
  for (i = 0; i < SPARKS; i++) spark_age[i] = 0;
  S.things = 0;
}

uint8_t thing_add(uint8_t kind, uint8_t lane) {
  if (S.lanes[lane]) return 0;
  S.lanes[lane] = kind;
  S.far[lane] = starts[lane] << 1;
  return 1;
}

void things_scare(void) {
  uint8_t i;
  for (i = 0; i < ARMS; i++) {
    if (S.lanes[i]) S.lanes[i] |= GOING;
  }
}

static void touched(uint8_t lane, uint8_t kind) {
  uint16_t at;
  switch (kind) {
    case THING_NIPPER:
      S.lanes[lane] = THING_NIPPER | GOING;
      at = lane_at(lane, arm_far[lane]);
      burst((uint8_t)at, (uint8_t)(at >> 8));
      sfx(SFX_SLAP);
      score_add(2);
      return;
    case THING_URCHIN:
      S.lanes[lane] = THING_URCHIN | GOING;
      arm_sting(lane);
      at = lane_at(lane, arm_far[lane]);
      burst((uint8_t)at, (uint8_t)(at >> 8));
      hurt();
      return;
    case THING_HEART:
      if (S.hearts < HEARTS) S.hearts++;
      sfx(SFX_HEART);
      break;
    default:
      if (S.caught != 255) S.caught++;
      score_add(kind == THING_GOLD ? 3 : 1);
      sfx(SFX_CATCH);
      break;
  }
  S.lanes[lane] = 0;
  arm_take(lane, kind);
}

static void arrived(uint8_t lane, uint8_t kind) {
  S.lanes[lane] = kind | GOING;
  if (kind == THING_NIPPER) {
    hurt();
  } else if (kind == THING_URCHIN) { /* nobody touched it */
    score_add(1);
    sfx(SFX_SMART);
  } else if (kind == THING_GOLD) {
    things_missed++;
  }
}

void things_update(uint8_t speed) {
  uint8_t i, kind, far, distance, hand, count = 0, step;
  uint8_t touches = 2; /* a frame has time for; what is left is still in reach in the next */
  part += speed;
  step = part >> 4;
  part &= 15;
  turn++;
  for (i = 0; i < ARMS; i++) {
    kind = S.lanes[i];
    if (!kind) continue;
    far = S.far[i];
    if (kind & GOING) {
      far += kind == (THING_NIPPER | GOING) ? 6 : 3;
      S.far[i] = far;
      if (far >= (uint8_t)(starts[i] << 1)) S.lanes[i] = 0;
      continue;
    }
    count++;
    /* The lanes up and down are shorter: there they take their time outside. */
    if (i != 2 && i != 3 || far < 100 || turn & 1) {
      far -= step;
      if (kind == THING_NIPPER && turn & 1) far--;
    }
    S.far[i] = far;
    distance = far >> 1;
    hand = arm_far[i];
    if (hand >= REST + 8 && !(S.numb & arm_bit[i]) && distance < (uint8_t)(hand + 11) && (uint8_t)(distance + 9) > hand) {
      if (touches && !arm_is_carrying(i)) {
        touches--;
        touched(i, kind);
      }
    } else if (distance <= (kind == THING_URCHIN ? 38 : 27)) {
      arrived(i, kind);
    }
  }
  S.things = count;
}

static const uint8_t tiles[] = {0, OBJ_FISH, OBJ_NIPPER, OBJ_URCHIN, OBJ_FISH, OBJ_HEART};
static const uint8_t attrs[] = {0, ATTR_FISH, ATTR_NIPPER, ATTR_URCHIN, ATTR_GOLD, ATTR_HEART};

void thing_put(uint8_t kind, uint8_t x, uint8_t y, uint8_t flip) {
  uint8_t tile = tiles[kind];
  if (kind != THING_HEART && turn & 8) tile += 4;
  if (kind == THING_URCHIN) flip = 0;
  put16(x - 8, y - 8, tile, flip ? attrs[kind] | ATTR_FLIP : attrs[kind]);
}

void things_draw(void) {
  uint8_t i, kind, flip;
  uint16_t at;
  for (i = 0; i < ARMS; i++) {
    kind = S.lanes[i];
    if (!kind) continue;
    flip = leftward[i];
    if (kind & GOING) {
      flip = !flip;
      kind &= 0x7F;
    }
    at = lane_at(i, S.far[i] >> 1);
    thing_put(kind, (uint8_t)at, (uint8_t)(at >> 8), flip);
  }
}

void spark(uint8_t tile, uint8_t x, uint8_t y, int8_t vx, int8_t vy, uint8_t attr) {
  uint8_t i = next_spark;
  next_spark = i == SPARKS - 1 ? 0 : i + 1;
  spark_tile[i] = tile;
  spark_attr[i] = attr;
  spark_x[i] = x - 4;
  spark_y[i] = y - 8;
  spark_vx[i] = vx;
  spark_vy[i] = vy;
  spark_age[i] = 26;
}

void burst(uint8_t x, uint8_t y) {
  spark(OBJ_STAR, x, y, -1, -1, ATTR_GOLD);
  spark(OBJ_STAR, x, y, 1, -1, ATTR_GOLD);
  spark(OBJ_STAR, x, y, 0, 1, ATTR_GOLD);
}

void sparks_update(void) {
  uint8_t i;
  for (i = 0; i < SPARKS; i++) {
    if (!spark_age[i]) continue;
    spark_age[i]--;
    spark_x[i] += spark_vx[i];
    spark_y[i] += spark_vy[i];
    if (spark_y[i] > 224 && spark_y[i] < 240) spark_age[i] = 0; /* above the screen */
  }
}

void sparks_draw(void) {
  uint8_t i;
  for (i = 0; i < SPARKS; i++) {
    if (spark_age[i]) put(spark_x[i], spark_y[i], spark_tile[i], spark_attr[i]);
  }
}
