/* The title: a waving logo, a very long dog after a squirrel, and after a while the demo. */
#include "game.h"

#define LOGO_TOP 16
#define LOGO_LINES 56

static uint16_t age;
static uint8_t run, pass;

void title_start(void) {
  S.mode = MODE_TITLE;
  S.hearts = 5;
  S.level = 1;
  S.bones = 0;
  S.paws = 1;
  age = 0;
  run = 0;
  pass = 0;
  shake = 0;
  sky_x = 0;
  hud_reset();
  make_wave(0, ripple_2);
  sound_tune(TUNE_TITLE);
}

/* The logo drops in, bounces, and then waves like a tail. */
static void logo(void) {
  static const uint8_t drop[32] = {80, 72, 63, 53, 42, 30, 17, 4, 0, 7, 12, 15, 16, 15, 12, 7, 0, 4, 6, 7, 6, 4, 0, 2, 3, 2, 0, 1, 1, 0, 0, 0};
  uint8_t up = age < 64 ? drop[age >> 1] : 0;
  uint8_t first = LOGO_TOP, lines = LOGO_LINES;
  uint8_t scy;
  if (up < LOGO_TOP) {
    first -= up;
    scy = 32 - first;
  } else {
    up -= LOGO_TOP - 1;
    if (up > LOGO_LINES - 4) return;
    lines -= up;
    scy = 31 + up;
    first = 1;
  }
  wave_phase++;
  split(first - 1, 1, scy, 0, 1);
  split(first + lines - 1, 0, sky_y, sky_x, 0);
}

/* "PRESS ANYTHING" on lines of the panel map below the logo. */
static void invitation(void) {
  if (age < 70 || !(age & 16)) return;
  split(83, 1, 104 - 84, 0, 0);
  split(91, 0, sky_y, sky_x, 0);
}

/* The dog, at full length, after the squirrel: to the right, and back. Positions wrap off screen. */
static void parade(void) {
  uint8_t left = run - 92, attr = ATTR_RED, squirrel = left + 76;
  if (pass & 1) {
    left = 96 - left;
    squirrel = left - 28;
    attr |= ATTR_FLIP;
  }
  dog_pose(left, 98, pass & 1);
  put16(squirrel, 98 - (sine[(run << 2) & 31] >> 1), run & 4 ? OBJ_SQUIRREL_B : OBJ_SQUIRREL, attr);
  if (++run == 252) {
    run = 0;
    pass++;
  }
}

void title_frame(void) {
  if (S.pad) {
    play_start(0);
    dog_draw();
    return;
  }
  age++;
  if (age == 2) panel_text(13, "PRESS ANYTHING!");
  if (age == 4) say("A GAME FOR TOO MANY");
  if (age == 170) say("HANDS ON ONE PAD");
  if (age == 340) say("EVERY BUTTON HELD");
  if (age == 500) say("MAKES HER LONGER");
  if (age == 900) {
    play_start(1);
    return;
  }
  logo();
  invitation();
  parade();
  hud_update();
}
