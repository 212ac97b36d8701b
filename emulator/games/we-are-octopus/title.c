/* The title: a waving name, and she dances below it. */
#include "game.h"

#define LOGO_TOP 2
#define CALL_TOP 44
#define LOGO_LINES 40

static uint16_t age;
static uint8_t called;

void title_start(void) {
  S.mode = MODE_TITLE;
  S.hearts = HEARTS;
  S.depth = 1;
  S.event = EVENT_NONE;
  age = 0;
  called = 0;
  shake = 0;
  hud_reset();
  things_reset();
  arms_reset();
  video_net(0);
  video_water(0);
  face(EYES_GLAD, MOUTH_LAUGH, 255);
  make_wave(0, ripple_2);
  sound_tune(TUNE_TITLE);
}

/* Steps of the dance, two bars of eight. */
static const uint8_t steps[16] = {
  0x01, 0x02, 0x01, 0x02, 0x80, 0x40, 0x80, 0x40, 0x03, 0xC0, 0x03, 0xC0, 0x98, 0x68, 0x98, 0x6B,
};

void dance(void) {
  uint8_t beat = (uint8_t)(S.frame >> 4);
  ctl = (uint8_t)S.frame & 8 ? 0 : steps[beat & 15];
}

void title_frame(void) {
  uint8_t x, pass;
  if (S.pad) {
    play_start();
    play_frame();
    return;
  }
  age++;
  dance();
  arms_update();
  face_update();
  sway_x = bob[(S.frame + 16) & 63];
  sway_y = BELOW_WORDS + bob[(S.frame >> 1) & 63];
  if (!called) called = panel_text(13, "PRESS ANYTHING!");
  if (age == 4) say("A GAME FOR ALL HANDS");
  if (age == 160) say("ONE BUTTON, ONE ARM");
  if (age == 320) say("FISH YES, SPIKES NO!");
  if (age == 480) say("MANY HANDS, ONE US");
  if (age == 640) age = 1;
  arms_draw();
  face_draw();
  x = (uint8_t)age;
  pass = (uint8_t)(age >> 8);
  thing_put(pass == 1 ? THING_NIPPER : THING_FISH, x - 40, 104 + bob[x & 63], 0);
  wave_phase++;
  split(LOGO_TOP - 1, 1, 32 - LOGO_TOP, 0, 1);
  split(LOGO_TOP + LOGO_LINES - 1, 1, 104 - CALL_TOP, 0, 0);
  split(CALL_TOP + 8, 0, 8 - sway_y, 4 - sway_x, 0);
  hud_update();
}
