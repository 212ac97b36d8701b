/* The status bar: hearts, score and arms; below it words, or the way home. */
#include "game.h"

#define DIGIT_0 0x10
#define SCORE_AT 6
#define TIMES_AT 14
#define DEPTH_AT 18
#define WORDS hud + 20

static uint16_t pending; /* points not yet on the counter, in tens */
static uint8_t ticker;

void hud_reset(void) {
  uint8_t i;
  fill(0, hud, 40);
  for (i = 0; i < 6; i++) S.score[i] = 0;
  pending = 0;
  ticker = 0;
}

/* Shows a line of up to 20 characters for two and a half seconds. */
void say(const char *text) {
  uint8_t n = 0;
  uint8_t *to = WORDS;
  const char *p = text;
  while (*p++) n++;
  if (n > 20) n = 20;
  fill(0, to, 20);
  to += (uint8_t)(20 - n) >> 1;
  for (p = text; n; p++, n--) *to++ = *p - 0x20;
  ticker = 150;
}

void score_add(uint8_t tens) {
  uint8_t n = S.awake, sum = 0;
  if (S.mode != MODE_PLAY) return;
  do {
    sum += tens;
  } while (--n);
  pending += sum;
}

#include "score.inc"

/* Water, she where she is, and home; in the net, how far it is torn. */
static void way(void) {
  uint8_t *at = WORDS;
  uint8_t i, here;
  if (S.event == EVENT_NET) {
    here = S.strain >> 4;
    *at++ = 0;
    *at++ = 0;
    for (i = 0; i < 16; i++) *at++ = i <= here ? BG_ICONS + 5 : BG_ICONS + 2;
    *at++ = 0;
    *at = 0;
    return;
  }
  here = 1 + (S.depth << 1);
  if (!S.event) here--;
  for (i = 1; i < 19; i++) *at++ = i == here ? BG_ICONS + 3 : BG_ICONS + 2;
  *at++ = BG_ICONS + 4;
  *at = 0;
}

void hud_update(void) {
  uint8_t i;
  uint8_t *at = hud;
  if (pending) roll();
  if (S.frame & 1) {
    for (i = 0; i < HEARTS; i++) *at++ = i < S.hearts ? BG_ICONS : BG_ICONS + 1;
    at++;
    for (i = 0; i < 6; i++) *at++ = DIGIT_0 + S.score[i];
    hud[TIMES_AT] = BG_TIMES;
    hud[TIMES_AT + 1] = DIGIT_0 + S.awake;
    hud[DEPTH_AT] = 'D' - 0x20;
    hud[DEPTH_AT + 1] = DIGIT_0 + S.depth;
  } else if (ticker) {
    ticker--;
    if (!ticker || (S.event == EVENT_NET && ticker < 90)) ticker = 0;
  } else if (S.mode == MODE_PLAY) {
    way();
  }
}
