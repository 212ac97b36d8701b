/* The dog: she is as long as the number of buttons held, and her rear follows her head with a delay. */
#include "game.h"

#define TOP 14
#define BOTTOM 108
#define REST 8
#define LONGEST 40
#define COLUMNS 9

uint8_t ctl, dog_left, dog_width, dog_safe, dog_head_x, dog_facing_left;

static uint8_t half, moved_objects;
uint8_t __at(0xC400) trail[32]; /* the head's heights, the latest at trail_at */
uint8_t trail_at, wag;
static uint8_t rows[COLUMNS];
static uint8_t bark_wait, toot_wait, shake_wait, mouth, dash, glide, last_ctl;

static void lay_out(void) {
  uint8_t columns;
  dog_width = S.dog_len + 24;
  half = dog_width >> 1;
  if (S.dog_x < half) S.dog_x = half;
  if (S.dog_x > (uint8_t)(160 - half)) S.dog_x = 160 - half;
  dog_left = S.dog_x - half;
  dog_head_x = dog_facing_left ? dog_left : dog_left + dog_width - 16;
  /* From the head backwards: its two columns are level, each further one is where the head was two frames before. */
  columns = (uint8_t)(dog_width + 7) >> 3;
  if (dog_facing_left) follow(rows, 1, columns);
  else follow(rows + columns - 1, -1, columns);
}

void dog_reset(void) {
  uint8_t i;
  S.dog_x = 80;
  S.dog_y = 96;
  S.dog_len = REST;
  S.paws = 1;
  dog_facing_left = 0;
  dog_safe = 90;
  bark_wait = toot_wait = shake_wait = mouth = dash = glide = 0;
  last_ctl = 0;
  moved_objects = 0;
  for (i = 0; i < 32; i++) trail[i] = S.dog_y;
  lay_out();
}

/*
 * Runs inside vertical blank, before the objects are sent: moves the dog that the last frame drew by what is
 * held now, so that a press shows in the very next picture.
 */
void dog_latch(void) {
  uint8_t speed = dash ? 3 : 2;
  uint8_t x = S.dog_x, y = S.dog_y, n, dx, dy;
  uint8_t sides = ctl & (PAD_LEFT | PAD_RIGHT);
  if (sides == PAD_RIGHT) {
    x += speed;
    glide = 8;
  } else if (sides == PAD_LEFT) {
    x -= speed;
    glide = 0x88;
  } else if (!sides && (glide & 0x7F)) {
    glide--;
    x += glide & 0x80 ? 255 : 1;
  }
  if (x < half) x = half;
  if (x > (uint8_t)(160 - half)) x = 160 - half;
  sides = ctl & (PAD_UP | PAD_DOWN);
  if (sides == PAD_UP) y -= speed;
  else if (sides == PAD_DOWN) y += speed;
  if (y < TOP) y = TOP;
  if (y > BOTTOM) y = BOTTOM;
  dx = x - S.dog_x;
  dy = y - S.dog_y;
  S.dog_x = x;
  S.dog_y = y;
  n = moved_objects;
  if (!n) return;
  if (ctl & PAD_A && !(last_ctl & PAD_A)) oam[2].tile = OBJ_FLASH;
  if (dx) shift_objects(n, dx);
  if (dy) {
    oam[0].y += dy;
    oam[1].y += dy;
    oam[2].y += dy;
  }
}

static void bark(void) {
  uint8_t y = S.dog_y - 8;
  bark_wait = 13;
  mouth = 7;
  sfx(SFX_BARK);
  shot_add(SHOT_BARK, dog_head_x + (dog_facing_left ? 0 : 8), y, 0, -4);
  if (S.dog_len >= 24) shot_add(SHOT_BARK, dog_left + (dog_facing_left ? dog_width - 8 : 0), y + 6, 0, -4);
  if (S.dog_len >= 38) shot_add(SHOT_BARK, dog_left + half - 4, y + 3, 0, -4);
}

static void toot(void) {
  uint8_t x = dog_facing_left ? dog_left + dog_width : dog_left - 8;
  toot_wait = 18;
  dash = 7;
  sfx(SFX_TOOT);
  shot_add(SHOT_PUFF, x, rows[dog_facing_left ? (uint8_t)(dog_width - 1) >> 3 : 0], dog_facing_left ? 1 : -1, 0);
}

static void shake_off(void) {
  uint8_t x = dog_left + (rng() & 31);
  shake_wait = 7;
  sfx(SFX_SHAKE);
  shot_add(SHOT_DROP, x, S.dog_y - 2, 3, -2);
  shot_add(SHOT_DROP, x, S.dog_y - 2, -3, -2);
}

void dog_update(uint8_t busy) {
  uint8_t pressed = ctl & ~last_ctl;
  uint8_t held = bits_in[ctl & 15] + bits_in[ctl >> 4];
  uint8_t want;
  uint8_t sides = ctl & (PAD_LEFT | PAD_RIGHT);
  last_ctl = ctl;
  S.paws = held ? held : 1;
  want = REST + (held << 3);
  if (sides == (PAD_LEFT | PAD_RIGHT)) want += 8;
  if (want > LONGEST) want = LONGEST;
  if (S.dog_len < want) S.dog_len += 2;
  else if (S.dog_len > want) S.dog_len--;
  if (sides == PAD_LEFT) dog_facing_left = 1;
  if (sides == PAD_RIGHT) dog_facing_left = 0;
  trail_at = (trail_at + 1) & 31;
  trail[trail_at] = S.dog_y;
  wag += ctl & 15 ? 3 : 2;
  if ((ctl & (PAD_UP | PAD_DOWN)) == (PAD_UP | PAD_DOWN)) {
    wag += 9;
    if (shake_wait) shake_wait--;
    else if (!busy) shake_off();
  }
  lay_out();
  if (bark_wait) bark_wait--;
  if (toot_wait) toot_wait--;
  if (dash) dash--;
  if (mouth) mouth--;
  if (dog_safe) dog_safe--;
  if (busy) {
    mouth = 4;
  } else {
    if (ctl & PAD_A && (!bark_wait || (pressed & PAD_A && bark_wait < 8))) bark();
    if (ctl & PAD_B && !toot_wait) toot();
  }
  if (pressed & PAD_SELECT) video_coat(1);
  if (pressed & PAD_START) {
    thing_add(THING_HEART, dog_head_x + 4, S.dog_y - 14, 0, -1);
    sfx(SFX_HELLO);
  }
}

static const uint8_t legs[4] = {OBJ_BODY, OBJ_BODY_B, OBJ_BODY, OBJ_BODY_C};
static const uint8_t tails[4] = {OBJ_BUTT, OBJ_BUTT_B, OBJ_BUTT, OBJ_BUTT_C};

/* Must be the first to draw: dog_latch moves the head of the object list. */
void dog_draw(void) {
  uint8_t flip = dog_facing_left ? ATTR_DOG | ATTR_FLIP : ATTR_DOG;
  uint8_t last = (uint8_t)(dog_width - 1) >> 3;
  uint8_t i, x, tile, n;
  uint8_t phase = (uint8_t)S.frame >> 2;
  moved_objects = 0;
  if (dog_safe && !(dog_safe & 3) && S.hearts < 5) return; /* blinks after a hit */
  tile = phase & 2 ? OBJ_HEAD : OBJ_HEAD_B;
  if (mouth) tile = OBJ_HEAD_WOOF;
  if (dog_safe > 100 && S.mode == MODE_PLAY && S.hearts < 5) tile = OBJ_HEAD_OUCH;
  if (S.mode == MODE_OVER) tile = OBJ_HEAD_OUCH;
  put16(dog_head_x, S.dog_y, tile, flip);
  put(dog_facing_left ? dog_head_x - 7 : dog_head_x + 15, S.dog_y - 1, mouth > 4 ? OBJ_FLASH : OBJ_BLANK, ATTR_YELLOW);
  x = dog_facing_left ? dog_left + 16 : dog_left + 8;
  n = (uint8_t)(S.dog_len + 7) >> 3;
  for (i = 1; n; n--, i++) {
    if (n == 1) x = dog_facing_left ? dog_left + dog_width - 16 : dog_left + dog_width - 24;
    put(x, rows[dog_facing_left ? i + 1 : i], legs[(phase + i) & 3], flip);
    x += 8;
  }
  x = dog_facing_left ? dog_left + dog_width - 8 : dog_left;
  put(x, rows[dog_facing_left ? last : 0], tails[phase & 3], flip);
  moved_objects = oam_used;
}

void dog_hurt(void) {
  if (dog_safe) return;
  dog_safe = 150;
  shake = 20;
  sfx(SFX_HURT);
  if (S.mode == MODE_PLAY) S.hearts--;
}

uint8_t dog_row(uint8_t x) {
  uint8_t column = (uint8_t)(x - dog_left) >> 3;
  return rows[column < COLUMNS ? column : 0];
}

uint8_t dog_touches(uint8_t x, uint8_t y) {
  uint8_t from_left = x - dog_left + 5;
  uint8_t row;
  if (from_left >= (uint8_t)(dog_width + 10)) return 0;
  from_left = from_left < 5 ? 0 : (uint8_t)(from_left - 5);
  if (from_left >= dog_width) from_left = dog_width - 1;
  row = rows[from_left >> 3];
  return (uint8_t)(y - row + 3) < 20;
}

void dog_sink(void) {
  uint8_t i;
  if (S.dog_y >= 104) return;
  S.dog_y++;
  for (i = 0; i < COLUMNS; i++) rows[i]++;
}

void dog_pose(uint8_t left, uint8_t y, uint8_t facing_left) {
  uint8_t i;
  dog_facing_left = facing_left;
  dog_left = left;
  S.dog_len = LONGEST - 8; /* with the squirrel, the ten objects that a line can show */
  S.dog_y = y;
  dog_width = LONGEST + 16;
  dog_head_x = facing_left ? left : left + dog_width - 16;
  dog_safe = mouth = 0;
  wag += 3;
  for (i = 0; i < COLUMNS; i++) rows[i] = y + sway[(wag + (i << 3)) & 63];
  dog_draw();
}
