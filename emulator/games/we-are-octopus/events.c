/* The big moments: a feast for all arms, a shark that must see none, a net that needs them all. */
#include "game.h"

static uint16_t age;
static uint8_t wave_number, waiting, seen, shark_x, shark_left, last_held;
static uint8_t strain_part; /* eighths */

static void feast_wave(void) {
  uint8_t i;
  things_missed = 0;
  for (i = 0; i < ARMS; i++) {
    if (arm_is_awake(i)) thing_add(THING_GOLD, i);
  }
  S.things = 8; /* until the next count */
  waiting = 1;
}

static void feast(void) {
  things_update(24 + S.depth);
  if (!waiting) {
    if (age >= 100) feast_wave();
    return;
  }
  if (S.things) return;
  waiting = 0;
  age = 60;
  if (!things_missed) {
    say("YOU GOT THEM ALL!");
    sfx(SFX_HEART);
    score_add(5);
    if (S.hearts < HEARTS) S.hearts++;
    face(EYES_GLAD, MOUTH_LAUGH, 60);
  }
  if (++wave_number == 3) S.event = EVENT_NONE;
}

#define SHARK_COMES 130

static void shark(void) {
  things_update(16);
  if (age < SHARK_COMES) {
    if ((age & 31) == 20) sfx(SFX_WARN);
    face(EYES_WIDE, MOUTH_WAVE, 2);
    return;
  }
  if (age == SHARK_COMES) {
    shark_left = wave_number & 1;
    shark_x = shark_left ? 160 : 208;
    seen = 0;
  }
  shark_x += shark_left ? -2 : 2;
  face(EYES_WIDE, MOUTH_WAVE, 2);
  if (S.out && !seen) {
    seen = 40;
    safe = 0;
    say("IT SAW AN ARM!");
    hurt();
  }
  if (seen > 1) seen--;
  if (shark_x != (shark_left ? 208 : 160)) return;
  if (!seen) {
    say("PHEW! WELL HIDDEN!");
    sfx(SFX_PHEW);
    score_add(10);
  }
  if (++wave_number < (S.depth > 4 ? 3 : 2)) {
    age = SHARK_COMES - 40;
  } else {
    arms_barred = 0;
    S.event = EVENT_NONE;
  }
}

#define TORN 250
#define NET_FRAMES 780

/* What so many arms tear in a frame, in eighths; it mends by two. */
static const uint8_t pull[ARMS + 1] = {0, 2, 6, 11, 16, 22, 30, 42, 60};

static void net_over(void) {
  video_net(0);
  arm_limit = REACH;
  S.strain = 0;
  S.event = EVENT_NONE;
}

static void net(void) {
  uint8_t fresh = ctl & ~last_held, n, tear;
  last_held = ctl;
  things_update(16);
  if (age < 40) return;
  n = bits_in[S.out & 15] + bits_in[S.out >> 4];
  tear = pull[n] + strain_part;
  if (fresh) tear += 40; /* to tug helps too */
  if (S.depth == DEPTHS) tear -= (pull[n] + (fresh ? 40 : 0)) >> 2;
  if (tear < 2) tear = S.strain ? tear + 6 : 2;
  else tear -= 2;
  strain_part = tear & 7;
  tear >>= 3;
  if (!tear && S.strain && !n && !((uint8_t)age & 3)) S.strain--;
  tear += S.strain;
  if (tear >= TORN) {
    net_over();
    say("FREE! STRONGER NOW!");
    sfx(SFX_BURST);
    shake = 40;
    score_add(20);
    if (S.hearts < HEARTS) S.hearts++;
    face(EYES_GLAD, MOUTH_LAUGH, 90);
    burst(CENTRE_X - 20, CENTRE_Y);
    burst(CENTRE_X + 20, CENTRE_Y);
    return;
  }
  S.strain = tear;
  arm_limit = tear > 190 ? 40 : tear > 120 ? 36 : tear > 50 ? 32 : 28;
  video_net(1 + (tear >> 6));
  face(n > 3 ? EYES_OUCH : EYES_WIDE, MOUTH_WAVE, 2);
  if (n && !(age & 15)) sfx(SFX_CREAK);
  if (age == NET_FRAMES) {
    net_over();
    safe = 0;
    say("TOO STRONG... OUCH!");
    hurt();
  }
}

void event_start(uint8_t event) {
  S.event = event;
  age = 0;
  wave_number = waiting = seen = 0;
  strain_part = 0;
  S.strain = 0;
  last_held = ctl;
  things_scare();
  switch (event) {
    case EVENT_FEAST:
      say("A FEAST! ALL ARMS!");
      sfx(SFX_DEPTH);
      break;
    case EVENT_SHARK:
      say("SHARK! LET GO! HIDE!");
      arms_barred = 1;
      sfx(SFX_WARN);
      break;
    default:
      say(S.depth == DEPTHS ? "BIG NET! PULL! PULL!" : "A NET! ALL ARMS PULL");
      video_net(1);
      arm_limit = 28;
      sfx(SFX_SPLASH);
      break;
  }
}

void event_update(void) {
  age++;
  switch (S.event) {
    case EVENT_FEAST: feast(); break;
    case EVENT_SHARK: shark(); break;
    default: net(); break;
  }
}

/* Six by two objects, above her where no arm rests on the same lines. */
void event_draw(void) {
  uint8_t i, x, tile, attr = ATTR_SHARK;
  if (S.event != EVENT_SHARK || age < SHARK_COMES) return;
  tile = seen > 1 ? OBJ_SHARK_B : OBJ_SHARK;
  x = shark_x;
  if (shark_left) {
    attr |= ATTR_FLIP;
    x += 40;
  }
  for (i = 0; i < 6; i++) {
    if (x < 160 || x > 248) {
      put(x, 0, tile, attr);
      put(x, 16, tile + 12, attr);
    }
    tile += 2;
    x += shark_left ? -8 : 8;
  }
  if (seen > 1) put(shark_left ? shark_x + 8 : shark_x + 32, 30, OBJ_TREMBLE, ATTR_HEART);
}
