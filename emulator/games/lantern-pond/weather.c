/* What drifts in the air, by the season, what swims, and the wind when it blows. For show alone. */
#include "game.h"

#define FLECKS 6
#define STREAKS 4

typedef struct {
  uint8_t x, y, phase;
} Fleck;
static Fleck flecks[FLECKS];
static Fleck streaks[STREAKS];
static uint8_t wind, blowing; /* the last gust, and for how many frames more */
static int8_t wind_x, wind_y; /* pixels a frame that it takes flecks along; streaks are faster by half */
static uint8_t koi_x, koi_y, koi_left, koi_rest;

static const uint8_t looks[4][2] = {
  {OBJ_BLOSSOM, OBJ_BLOSSOM_B}, {OBJ_FIREFLY, OBJ_FIREFLY_B}, {OBJ_LEAF, OBJ_LEAF_B}, {OBJ_SNOW, OBJ_SNOW_B},
};
static const uint8_t looks_attr[4] = {ATTR_WEATHER, ATTR_GLOW, ATTR_KOI & 0x0F, ATTR_WIND & 0x0F};

void weather_start(void) {
  uint8_t i;
  for (i = 0; i < FLECKS; i++) {
    flecks[i].x = rng();
    flecks[i].y = rng() & 127;
    flecks[i].phase = rng();
  }
  blowing = 0;
  koi_rest = 60;
}

void weather_gust(uint8_t gust) {
  uint8_t i, r;
  wind = gust;
  blowing = 26;
  wind_x = gust == GUST_RIGHT ? 3 : gust == GUST_LEFT ? -3 : 0;
  wind_y = gust == GUST_DOWN ? 3 : gust == GUST_UP ? -3 : 0;
  for (i = 0; i < STREAKS; i++) {
    r = rng();
    streaks[i].x = gust < GUST_UP ? (r & 63) + 40 : 8 + (i << 5) + (r & 31);
    streaks[i].y = gust < GUST_UP ? 8 + (i << 5) + (rng() & 15) : (rng() & 31) + 40;
  }
}

static void koi_frame(void) {
  if (koi_rest) {
    if (S.frame & 1) koi_rest--;
    if (koi_rest) return;
    koi_left = rng() & 1;
    koi_x = koi_left ? 168 : 240;
    koi_y = 16 + (rng() & 63);
  }
  if (S.frame & 1) {
    if (koi_left) koi_x--;
    else koi_x++;
    if (!(S.frame & 30)) koi_y += rng() & 1 ? 1 : -1;
    if (koi_x == 200) koi_rest = 120;
  }
}

void weather_frame(void) {
  uint8_t i, frame = S.frame, still;
  int8_t dx, dy;
  Fleck *f = flecks;
  koi_frame();
  if (blowing) blowing--;
  for (i = 0; i < FLECKS; i++) {
    f->phase++;
    still = (frame + i) & 3;
    if (blowing) {
      f->x += wind_x;
      f->y += wind_y;
    } else if (!still) {
      f->y++;
      if (f->phase & 64) f->x++;
      else f->x--;
    }
    /* Off one side, in at the other. */
    if (f->x > 208) f->x = 159;
    else if (f->x >= 160) f->x = 0;
    if (f->y > 192) f->y = 127;
    else if (f->y >= 128) f->y = 0;
    f++;
  }
  if (!blowing) return;
  dx = wind_x ? wind_x + (wind_x >> 1) : 0;
  dy = wind_y ? wind_y + (wind_y >> 1) : 0;
  f = streaks;
  for (i = 0; i < STREAKS; i++) {
    f->x += dx;
    f->y += dy;
    f++;
  }
}

void weather_draw(void) {
  uint8_t i, season = scene == SCENE_POND ? garden(S.level) : 1, attr;
  const Fleck *f = flecks;
  const uint8_t *look = looks[season];
  attr = looks_attr[season];
  for (i = 0; i < FLECKS; i++) {
    put(f->x, f->y, f->phase & 32 ? look[1] : look[0], attr);
    f++;
  }
  if (blowing > 4) {
    f = streaks;
    for (i = 0; i < STREAKS; i++) {
      if (f->x < 152 && f->y < 120) {
        if (wind < GUST_UP) put(f->x, f->y, OBJ_WIND, wind == GUST_LEFT ? ATTR_WIND | ATTR_FLIP : ATTR_WIND);
        else put(f->x, f->y, OBJ_WIND_UP, wind == GUST_DOWN ? ATTR_WIND | ATTR_FLIP_Y : ATTR_WIND);
      }
      f++;
    }
  }
  if (!koi_rest) put16(koi_x, koi_y, S.frame & 16 ? OBJ_KOI : OBJ_KOI_B, koi_left ? ATTR_KOI | ATTR_FLIP : ATTR_KOI);
}
