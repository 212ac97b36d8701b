/* A game: eight depths, each a swim and a big moment; the end, and home. */
#include "game.h"

uint8_t safe;
static uint8_t send_wait, sent, words, over_age, over_rounds, over_pad, hint;
static uint16_t swim_age;
static char text[16];

#define SWIM_FRAMES 780

static const uint8_t events[DEPTHS + 1] = {
  0, EVENT_FEAST, EVENT_SHARK, EVENT_NET, EVENT_FEAST, EVENT_SHARK, EVENT_NET, EVENT_SHARK, EVENT_NET,
};

static const char *const hints[4] = {"GRAB THE FISH!", "SLAP WHAT BITES!", "LET GO OF SPIKES!", "8 BUTTONS, 8 ARMS!"};

/* What a depth sends: rows of eight, one picked at random. */
static const uint8_t menu[DEPTHS + 1][8] = {
  {1, 1, 1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 2, 1, 3}, {1, 1, 1, 1, 2, 2, 1, 3}, {1, 1, 1, 3, 2, 2, 1, 3}, {1, 1, 1, 3, 2, 2, 2, 3},
  {1, 1, 3, 3, 2, 1, 1, 3}, {1, 1, 3, 3, 2, 2, 2, 1}, {1, 1, 3, 3, 2, 3, 2, 1}, {1, 2, 3, 3, 2, 3, 2, 1},
};

static void copy_text(const char *from) {
  char *to = text;
  while ((*to++ = *from++)) {
  }
}

void play_start(void) {
  S.mode = MODE_PLAY;
  S.hearts = HEARTS;
  S.depth = 1;
  S.event = EVENT_NONE;
  S.caught = 0;
  S.strain = 0;
  S.rng ^= S.frame;
  if (!S.rng) S.rng = 0x1DEA;
  hud_reset();
  things_reset();
  arms_reset();
  face(EYES_GLAD, MOUTH_LAUGH, 40);
  video_net(0);
  video_water(1);
  send_wait = 60;
  sent = 0;
  hint = 0;
  swim_age = 0;
  safe = 0;
  shake = 0;
  say("ONE BUTTON, ONE ARM!");
  sound_tune(TUNE_GAME);
  sfx(SFX_SPLASH);
}

void hurt(void) {
  if (safe || S.mode != MODE_PLAY) return;
  safe = 100;
  shake = 18;
  face(EYES_OUCH, MOUTH_OH, 60);
  sfx(SFX_HURT);
  S.hearts--;
}

static void next_depth(void) {
  if (S.depth == DEPTHS) {
    S.mode = MODE_HOME;
    over_age = over_rounds = words = 0;
    over_pad = 0xFF;
    things_scare();
    score_settle();
    sound_tune(TUNE_HOME);
    face(EYES_GLAD, MOUTH_LAUGH, 255);
    return;
  }
  S.depth++;
  swim_age = 0;
  send_wait = 70;
  copy_text("DEEPER! 0 TO HOME");
  text[8] = '0' + DEPTHS + 1 - S.depth;
  say(text);
  sfx(SFX_DEPTH);
  video_water(S.depth);
  sound_tempo(S.depth > 6 ? 5 : S.depth > 3 ? 6 : 7);
}

/* Sends something down a lane that is free; on an arm that sleeps only fish, to wake it. */
static void send(void) {
  uint8_t kind, lane, tries = 4;
  if (send_wait) {
    send_wait--;
    return;
  }
  kind = menu[S.depth][rng() & 7];
  if (sent >= 10 && S.hearts < HEARTS) {
    kind = THING_HEART;
    sent = 0;
  }
  while (tries--) {
    lane = rng() & 7;
    if (S.lanes[lane]) continue;
    if (!arm_is_awake(lane)) {
      if (rng() & 3) continue;
      kind = THING_FISH;
    }
    thing_add(kind, lane);
    sent++;
    break;
  }
  send_wait = 66 - (S.awake << 2) - (S.depth << 1) - S.depth;
}

static void lean(void) {
  static uint8_t x, y; /* where she is pulled to, 128 is the middle */
  static const int8_t across[16] = {0, 1, -1, 0, 0, 1, -1, 0, 0, 1, -1, 0, 0, 1, -1, 0};
  static const int8_t down[16] = {0, 0, 0, 0, -1, -1, -1, -1, 1, 1, 1, 1, 0, 0, 0, 0};
  static const int8_t slant_across[16] = {0, 1, -1, 0, -1, 0, -2, -1, 1, 2, 0, 1, 0, 1, -1, 0};
  static const int8_t slant_down[16] = {0, -1, -1, -2, 1, 0, 0, -1, 1, 0, 0, -1, 2, 1, 1, 0};
  uint8_t straight = S.out & 15, slanting = S.out >> 4;
  int8_t aim_x = across[straight] + slant_across[slanting], aim_y = down[straight] + slant_down[slanting];
  uint8_t to_x = 128 + (aim_x << 1), to_y = 128 + (aim_y << 1);
  if (!x) x = y = 128;
  if (S.frame & 1) {
    if (x < to_x) x++;
    else if (x > to_x) x--;
    if (y < to_y) y++;
    else if (y > to_y) y--;
  }
  sway_x = x - 128;
  sway_y = y - 128 + bob[(S.frame >> 1) & 63];
}

static void bubbles(void) {
  if ((uint8_t)S.frame & 31) return;
  spark(OBJ_BUBBLE, 8 + (rng() & 127), 118, 0, -2, ATTR_SKIN);
}

static void draw_all(void) {
  lean();
  if (S.mode != MODE_PLAY) sway_y += BELOW_WORDS;
  oam_used = 0;
  arms_draw();
  face_draw();
  event_draw();
  arms_draw_carried();
  things_draw();
  sparks_draw();
}

static void game_over(void) {
  S.mode = MODE_OVER;
  S.event = EVENT_NONE;
  video_net(0);
  arms_reset();
  over_age = over_rounds = words = 0;
  over_pad = 0xFF;
  things_scare();
  score_settle();
  sound_tune(TUNE_OVER);
  face(EYES_SHUT, MOUTH_OH, 255);
}

void play_frame(void) {
  arms_update();
  if (safe) safe--;
  if (S.event) {
    event_update();
    if (!S.event) next_depth();
  } else {
    things_update(14 + S.depth + S.depth);
    send();
    swim_age++;
    if (S.depth < 3 && (swim_age == 180 || swim_age == 400)) say(hints[hint++ & 3]);
    if (swim_age == SWIM_FRAMES) event_start(events[S.depth]);
  }
  if (!S.hearts) game_over();
  bubbles();
  sparks_update();
  face_update();
  draw_all();
  hud_update();
}

static uint8_t show_score(void) {
  uint8_t i;
  copy_text("SCORE 000000");
  for (i = 0; i < 6; i++) text[6 + i] = '0' + S.score[i];
  return panel_text(15, text);
}

/* Words in place of the water's top; a press starts again once the score could be read. 1 when one did. */
static uint8_t curtain(const char *heading) {
  uint8_t fresh = S.pad & ~over_pad;
  over_pad = S.pad;
  over_age++;
  /* A fresh press restarts at once; in a crowd something is always held, and that does after a moment. */
  if ((fresh && over_age > 60) || (over_pad && over_age > 170)) {
    play_start();
    return 1;
  }
  switch (words) {
    case 0: words += panel_text(13, heading); break;
    case 1: words += show_score(); break;
    case 2: words += panel_text(17, "PRESS TO PLAY AGAIN"); break;
    case 3: words += panel_text(18, ""); break; /* taken once the last line is on the screen */
  }
  if (over_age == 250) {
    over_age = 190;
    if (++over_rounds == 14) {
      title_start();
      return 1;
    }
  }
  if (words == 4) {
    split(0, 1, 100, 0, 0);
    split(42, 0, 8 - sway_y, 4 - sway_x, 0);
  }
  return 0;
}

/* She sleeps. */
void over_frame(void) {
  ctl = 0;
  arms_update();
  things_update(16);
  if (!(over_age & 31)) spark(OBJ_ZED, CENTRE_X + 14, CENTRE_Y - 14, 1, -1, ATTR_SKIN);
  sparks_update();
  face_update();
  draw_all();
  hud_update();
  curtain("WORN OUT!");
}

/* She dances. */
void home_frame(void) {
  dance();
  arms_update();
  things_update(16);
  if (!(over_age & 7)) spark(over_age & 8 ? OBJ_STAR : OBJ_BUBBLE, 8 + (rng() & 127), 116, 0, -2, ATTR_GOLD);
  sparks_update();
  face_update();
  draw_all();
  hud_update();
  curtain("HOME! WE DID IT!");
}
