/* A game: levels, what comes when, the howl, the end; and the demo that plays itself. */
#include "game.h"

static uint8_t spawn_wait, gift_wait, howl, over_age, lonely, demo_seconds;
static uint16_t level_age;
static uint8_t gift, gift_x, over_rounds, over_pad;

#define LEVEL_FRAMES 660

static const char *const praise[8] = {
  "WHO'S A GOOD DOG?", "SO MANY PAWS!",     "HOLD MORE BUTTONS!", "LEFT+RIGHT: STRETCH",
  "UP+DOWN: SHAKE!",   "8 BONES, THEN A+B", "BAD SQUIRREL!",      "ALL PAWS ON DECK!",
};

void play_start(uint8_t demo) {
  S.mode = demo ? MODE_DEMO : MODE_PLAY;
  S.hearts = 5;
  S.level = 1;
  S.bones = 0;
  S.rng ^= S.frame;
  if (!S.rng) S.rng = 0x1DEA;
  hud_reset();
  shots_reset();
  things_reset();
  foes_reset();
  boss_reset();
  dog_reset();
  spawn_wait = 40;
  gift_wait = 120;
  gift = 0;
  level_age = 0;
  howl = 0;
  lonely = 0;
  demo_seconds = 0;
  if (demo) {
    say("PRESS ANY BUTTON!");
  } else {
    say("MORE HANDS, MORE DOG");
    sound_tune(TUNE_GAME);
    sfx(SFX_LEVEL);
  }
}

static char text[16];

static void copy_text(const char *from) {
  char *to = text;
  while ((*to++ = *from++)) {
  }
}

static void level_up(void) {
  uint8_t n = ++S.level, tens = 0;
  level_age = 0;
  if (!(n & 3)) {
    boss_start();
    return;
  }
  while (n >= 10) {
    n -= 10;
    tens++;
  }
  copy_text("WALKIES 00!");
  text[8] = tens ? '0' + tens : ' ';
  text[9] = '0' + n;
  say(text);
  sfx(SFX_LEVEL);
  if (S.mode == MODE_PLAY) sound_tempo(S.level > 8 ? 5 : S.level > 4 ? 6 : 7);
}

/* Which foes a level may send: rows of eight, one picked at random. */
static const uint8_t menu[][8] = {
  {1, 1, 1, 1, 1, 1, 1, 2}, {1, 1, 1, 1, 2, 2, 1, 2}, {1, 1, 3, 1, 2, 3, 1, 3}, {1, 1, 1, 2, 1, 1, 2, 1},
  {1, 4, 3, 4, 2, 4, 1, 3}, {1, 4, 5, 3, 2, 5, 4, 3}, {5, 4, 5, 3, 2, 2, 1, 3}, {1, 1, 2, 2, 1, 4, 4, 1},
};

static void send(void) {
  uint8_t interval;
  if (spawn_wait) {
    spawn_wait--;
  } else {
    foe_add(menu[(uint8_t)(S.level - 1) & 7][rng() & 7]);
    interval = S.level << 2;
    interval = interval > 68 ? 28 : 96 - interval;
    if (S.boss_hp) interval += 70;
    spawn_wait = interval;
  }
  if (gift_wait) {
    gift_wait--;
  } else { /* a row of bones, wider than a short dog; one a frame */
    if (!gift) gift_x = 8 + (rng() & 63);
    thing_add(THING_BONE, gift_x, 240 - (gift & 1 ? 5 : 0) - gift, 0, 1);
    gift_x += 15;
    if (++gift == 6) {
      gift = 0;
      gift_wait = 230;
    }
  }
  if (gift_wait == 150 && !S.boss_hp && S.level > 1) say(praise[rng() & 7]);
}

static void start_howl(void) {
  S.bones = 0;
  howl = 100;
  shake = 60;
  dog_safe = 120;
  say("AROOOOOOOOOOO!!!");
  sfx(SFX_HOWL);
  boss_howled();
}

/* The upper sky ripples while she howls, more and less; a frame that makes the waves has no time to show any. */
static void ripple(void) {
  if (howl & 1) foes_scatter();
  wave_phase += 3;
  if (howl == 96) {
    things_howled();
  } else if (howl == 94 || howl == 18) {
    make_wave(sky_x, ripple_2);
  } else if (howl == 84) {
    make_wave(sky_x, ripple_4);
  } else if (howl < 94) {
    split(0, 0, sky_y, sky_x, 1);
    split(76, 0, sky_y, sky_x, 0);
  }
}

/* The demo steers for bones, else for the next foe, and barks. */
static void demo_think(void) {
  uint8_t aim = bone_y ? bone_x : foe_nearest_y ? foe_nearest_x + 8 : 80;
  uint8_t phase = S.frame >> 5;
  ctl = 0;
  if (aim > S.dog_x + 4) ctl = PAD_RIGHT;
  else if (aim + 4 < S.dog_x) ctl = PAD_LEFT;
  if ((phase & 7) == 3) ctl |= PAD_LEFT | PAD_RIGHT;
  if (phase & 3) ctl |= PAD_A;
  if ((phase & 15) == 9) ctl |= PAD_UP | PAD_DOWN;
  else if (S.dog_y < 84) ctl |= PAD_DOWN;
  else if ((phase & 15) == 5) ctl |= PAD_UP;
  if (S.bones == 8) ctl |= PAD_A | PAD_B;
}

static void draw_all(void) {
  dog_draw();
  if (S.frame & 1) {
    foes_draw();
    boss_draw();
    things_draw();
    shots_draw();
  } else {
    shots_draw();
    things_draw();
    boss_draw();
    foes_draw();
  }
}

static void game_over(void) {
  if (S.mode == MODE_DEMO) {
    title_start();
    return;
  }
  S.mode = MODE_OVER;
  over_age = 0;
  over_rounds = 0;
  over_pad = 0xFF;
  howl = 0;
  S.boss_hp = 0;
  sound_tune(TUNE_NAP);
  foes_reset();
  shots_reset();
  score_settle();
}

void play_frame(void) {
  uint8_t was_boss = S.boss_hp;
  if (S.mode == MODE_DEMO) {
    if (S.pad) {
      play_start(0);
      dog_draw();
      return;
    }
    if ((S.frame & 63) == 0 && ++demo_seconds == 20) {
      title_start();
      return;
    }
    if (!(uint8_t)S.frame) say("PRESS ANY BUTTON!");
    demo_think();
  }
  if (ctl & PAD_A && ctl & PAD_B && S.bones == 8 && !howl) start_howl();
  dog_update(howl);
  if (!howl) send();
  shots_update();
  foes_update();
  boss_update();
  things_update();
  if (was_boss && !S.boss_hp && S.mode == MODE_PLAY) sound_tune(TUNE_GAME);
  if (!S.boss_hp && ++level_age == LEVEL_FRAMES) level_up();
  if (S.paws == 1 && S.mode == MODE_PLAY) {
    if (++lonely == 250) say("SO FEW PAWS...");
  } else {
    lonely = 0;
  }
  if (howl) {
    howl--;
    ripple();
  } else {
    sky_x = (uint8_t)(S.dog_x - 80) >> 3;
    if (S.dog_x < 80) sky_x |= 0xE0;
  }
  if (!S.hearts) game_over();
  draw_all();
  hud_update();
}

static void show_score(void) {
  uint8_t i;
  copy_text("SCORE 000000");
  for (i = 0; i < 6; i++) text[6 + i] = '0' + S.score[i];
  panel_text(15, text);
}

/* The dog sleeps; anything held starts again once the score could be read. */
void over_frame(void) {
  uint8_t i;
  i = S.pad & ~over_pad;
  over_pad = S.pad;
  over_age++;
  /* A fresh press restarts at once; in a crowd something is always held, and that does after a moment. */
  if ((i && over_age > 40) || (over_pad && over_age > 150)) {
    play_start(0);
    dog_draw();
    return;
  }
  if (over_age == 1) panel_text(13, "NAP TIME!");
  if (over_age == 2) show_score();
  if (over_age == 3) panel_text(17, "PRESS TO PLAY AGAIN");
  if (over_age == 250) {
    over_age = 190;
    if (++over_rounds == 12) {
      title_start();
      return;
    }
  }
  things_update();
  if (!(over_age & 31)) thing_add(THING_ZED, dog_head_x + 6, S.dog_y - 12, over_age & 32 ? 1 : 0, -1);
  dog_safe = 0;
  dog_sink();
  if (over_age > 4) {
    split(35, 1, 64, 0, 0);
    split(89, 0, sky_y, sky_x, 0);
  }
  dog_draw();
  things_draw();
  hud_update();
}
