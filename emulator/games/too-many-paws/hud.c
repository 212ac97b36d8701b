/* The status bar: hearts, score, lamps for the buttons held, bone meter, paws; and the ticker below. */
#include "game.h"

#define SCORE_AT 6
#define BEST_AT 14
#define METER_AT 30
#define PAWS_AT 35
#define TICKER_AT 40
#define DIGIT_0 0x10
#define WINDOW_TOP 128

static uint16_t pending; /* points not yet on the counter, in tens */
static uint8_t ticker;

void hud_reset(void) {
  uint8_t i;
  for (i = 0; i < 60; i++) hud[i] = 0;
  hud[13] = BG_ICONS + 3;
  hud[29] = BG_ICONS;
  hud[PAWS_AT] = BG_ICONS + 1;
  hud[PAWS_AT + 1] = BG_ICONS + 2;
  for (i = 0; i < 6; i++) S.score[i] = 0;
  pending = 0;
  ticker = 0;
  window_top = WINDOW_TOP;
}

/* Shows a line of up to 20 characters for two and a half seconds. */
void say(const char *text) {
  uint8_t n = 0;
  uint8_t *to = hud + TICKER_AT;
  const char *p = text;
  while (*p++) n++;
  fill(0, to, 20);
  to += (uint8_t)(20 - n) >> 1;
  for (p = text; *p; p++) *to++ = *p - 0x20;
  ticker = 150;
}

/* Points, in tens, times the paws; they roll onto the counter a digit a frame. */
void score_add(uint8_t tens) {
  uint8_t n = S.paws;
  uint16_t sum = pending;
  if (S.mode == MODE_OVER) return;
  while (n--) sum += tens;
  pending = sum;
}

#include "score.inc"

void hud_update(void) {
  uint8_t i, n;
  uint8_t *at;
  if (pending) roll();
  if (S.frame & 1) {
    at = hud;
    for (i = 0; i < 5; i++) *at++ = i < S.hearts ? BG_HEARTS : BG_HEARTS + 1;
    at++;
    for (i = 0; i < 6; i++) *at++ = DIGIT_0 + S.score[i];
    at += 2;
    for (i = 0; i < 6; i++) *at++ = DIGIT_0 + S.best[i];
  } else {
    at = hud + METER_AT;
    n = S.bones;
    if (n == 8 && S.frame & 8) n = 0;
    for (i = 0; i < 4; i++) {
      *at++ = n >= 2 ? BG_METER + 2 : n ? BG_METER + 1 : BG_METER;
      n = n >= 2 ? n - 2 : 0;
    }
    hud[PAWS_AT + 2] = DIGIT_0 + S.paws;
    n = S.level;
    i = 0;
    while (n >= 10) {
      n -= 10;
      i++;
    }
    hud[38] = i ? DIGIT_0 + i : 0;
    hud[39] = DIGIT_0 + n;
  }
  if (ticker) {
    ticker--;
    if (window_top > WINDOW_TOP - 8) window_top--;
  } else if (window_top < WINDOW_TOP) {
    window_top++;
  }
}
