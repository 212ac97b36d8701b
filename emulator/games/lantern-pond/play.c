/* A pond that is played: gusts, taken back, solved or given up. */
#include "game.h"

#define PANEL_DOWN 128
#define PANEL_UP 96
#define QUEUED_NONE 0xFF
#define QUEUED_BACK 4

static uint8_t queued;      /* one press that came while lanterns were drifting: a gust, or back */
static uint8_t drifting, age, held, ice_before;
static uint8_t starting;    /* frames until the pond is there */
static uint8_t shown;       /* petals that are counted out */

void play_start(uint8_t level) {
  S.mode = MODE_PLAY;
  S.level = level;
  S.busy = 1;
  starting = 2;
}

/* In two frames: it would be too much for one. */
static void start(void) {
  if (starting == 2) {
    pond_start();
  } else {
    save_write();
    status_quiet();
    if (*pond_help()) status_say(pond_help());
    play_resume(MODE_PLAY);
  }
  starting--;
}

/* Also from the map, to the pond as it was; one that had ended says so again. */
void play_resume(uint8_t mode) {
  static const uint8_t tunes_of[4] = {TUNE_SPRING, TUNE_SPRING, TUNE_AUTUMN, TUNE_AUTUMN};
  static uint8_t playing;
  uint8_t tune = tunes_of[garden(S.level)];
  S.mode = mode;
  lanterns_place();
  drifting = 0;
  age = 0;
  shown = 0;
  ice_before = S.ice;
  queued = QUEUED_NONE;
  if (scene == SCENE_TITLE || tune != playing) sound_tune(tune);
  playing = tune;
  if (scene == SCENE_TITLE) weather_start();
  scene_start(SCENE_POND);
}

static void listen(void) {
  uint8_t gust, bit = 1;
  for (gust = 0; gust < 4; gust++) {
    if (pressed & bit) {
      queued = gust;
      return;
    }
    bit <<= 1;
  }
  if (pressed & PAD_B) queued = QUEUED_BACK;
  /* Held, it goes back and back. */
  if (!(S.pad & PAD_B)) held = 0;
  else if (++held == 40) {
    held = 28;
    queued = QUEUED_BACK;
  }
}

static void set_out(uint8_t drift) {
  drifting = drift;
  age = 0;
  S.busy = 1;
  status_hush();
}

static void back(void) {
  ice_before = S.ice;
  if (!pond_back()) {
    sfx(SFX_DENY);
    return;
  }
  board_ice(ice_before);
  sfx(SFX_BACK);
  set_out(2);
}

static void blow(uint8_t gust) {
  ice_before = S.ice;
  weather_gust(gust);
  if (!pond_blow(gust)) {
    sfx(SFX_BUMP);
    return;
  }
  sfx(SFX_GUST);
  set_out(1);
}

static void over(void) {
  S.mode = MODE_OVER;
  age = 0;
  if (sunk != NONE) sfx(SFX_SINK);
  else sfx(SFX_OVER);
}

static void clear(void) {
  S.mode = MODE_CLEAR;
  age = 0;
  shown = 0;
  if (S.win > won[S.level - 1]) won[S.level - 1] = S.win;
  sfx(SFX_CLEAR);
}

static void arrived(void) {
  if (age < 2) return; /* the status is not drawn yet */
  drifting = 0;
  S.busy = 0;
  if (ice_before != S.ice && ice_before > S.ice) {
    board_ice(ice_before);
    sfx(SFX_CRACK);
  }
  ice_before = S.ice;
  if (sunk != NONE) over();
  else if (S.home == S.lanterns) clear();
  else if (!S.candle) over();
}

static void drift(void) {
  uint8_t speed = 4;
  if (drifting == 2) speed = 8;
  else if (age < 4) speed = 1;
  else if (age < 10) speed = 2;
  if (++age == 2) status_draw();
  if (!lanterns_drift(speed)) arrived();
}

static void play(void) {
  uint8_t next;
  listen();
  if (drifting) {
    drift();
    if (drifting) return;
    if (S.mode != MODE_PLAY) return;
  }
  if (pressed & (PAD_START | PAD_SELECT)) {
    map_start();
    return;
  }
  next = queued;
  queued = QUEUED_NONE;
  if (next == QUEUED_BACK) back();
  else if (next != QUEUED_NONE) blow(next);
  else if (pressed & PAD_A) {
    sfx(SFX_HINT);
    status_hint(pond_hint());
    status_draw();
  }
}

/* What is said at the end, a line a frame. */
static void say(const char *first, const char *second, const char *third) {
  switch (age) {
    case 4: panel_write(0, ""); break;
    case 5: panel_write(1, first); break;
    case 6: panel_write(2, second); break;
    case 7: panel_write(3, third); break;
  }
}

static void over_frame(void) {
  if (age < 20) {
    age++;
    say(sunk != NONE ? "A LANTERN WENT DOWN" : "THE CANDLE IS OUT", "B: ONE GUST BACK", "A: BEGIN AGAIN");
    return;
  }
  panel_slide(PANEL_UP);
  if (pressed & PAD_B) {
    S.mode = MODE_PLAY;
    queued = QUEUED_NONE;
    held = 0;
    back();
  } else if (pressed & PAD_A) {
    play_start(S.level);
  } else if (pressed & (PAD_START | PAD_SELECT)) {
    map_start();
  }
}

static void clear_frame(void) {
  if (++age == 250) age = 234;
  if (age < 20) {
    if (age == 2) save_write();
    if (age == 8) panel_petals(0);
    say(S.solved == LEVELS ? "THE PONDS ARE ALIGHT" : "ALL LANTERNS HOME!", "", S.level == LEVELS ? "A: THE MAP" : "A: THE NEXT POND");
    return;
  }
  if (panel_slide(PANEL_UP)) return;
  if (shown < S.win) {
    if ((age & 15) == 0) {
      panel_petals(++shown);
      sfx(SFX_MOVE);
    }
    return;
  }
  if (pressed & PAD_B) {
    S.mode = MODE_PLAY;
    queued = QUEUED_NONE;
    held = 0;
    back();
  } else if (pressed & (PAD_START | PAD_SELECT)) {
    map_start();
  } else if (pressed) {
    sfx(SFX_GO);
    if (S.level == LEVELS) map_start();
    else play_start(S.level + 1);
  }
}

void play_frame(void) {
  if (starting) {
    start();
    return;
  }
  if (scene_frame()) {
    /* A press while the pond comes up is kept. */
    listen();
    return;
  }
  weather_frame();
  switch (S.mode) {
    case MODE_PLAY:
      panel_slide(PANEL_DOWN);
      play();
      status_frame();
      break;
    case MODE_OVER: over_frame(); break;
    default: clear_frame(); break;
  }
  if (scene != SCENE_POND || S.mode == MODE_MAP) return;
  lanterns_draw();
  weather_draw();
}
