/* Eight arms, one for each button. A hand is two objects, what is between it and the body tiles of the map. */
#include "game.h"

#define NUMB_FRAMES 150
#define AWAKE_FOR 75 /* sixteen frames each: twenty seconds */

uint8_t ctl, arm_limit, arms_barred;
uint8_t arm_far[ARMS];
static uint8_t numb[ARMS], carried[ARMS], awake[ARMS];
static uint8_t cells[ARMS]; /* cells of the map that show the arm */
static uint8_t rings[ARMS]; /* what its bubble shows: nothing, a ring, or filled */
uint8_t hand_tile[ARMS], hand_attr[ARMS];
static uint8_t ready;       /* arms at rest that will follow their button */
static uint8_t engaged;     /* arms that do not: stung, or bringing something home */
static uint8_t awake_arms;
static uint8_t reaching;    /* arms that arms_latch has begun to move */
static uint8_t next_ring, barred_shown;

uint8_t sign_tile[ARMS];

#define AT(column, row) (0x9800 + ((row) << 5) + (column))

/* The two cells beyond her body of a straight arm; of a slanting one, the cell and the two beside it. */
static const uint16_t near_cells[ARMS] = {AT(13, 8), AT(7, 8), AT(10, 5), AT(10, 11), AT(13, 5), AT(7, 5), AT(7, 11), AT(13, 11)};
static const uint16_t far_cells[4] = {AT(14, 8), AT(6, 8), AT(10, 4), AT(10, 12)};
static const uint16_t bubbles[ARMS] = {AT(18, 8), AT(2, 8), AT(10, 2), AT(10, 14), AT(17, 3), AT(3, 3), AT(3, 13), AT(17, 13)};

static const uint8_t hands[ARMS] = {OBJ_HAND_E, OBJ_HAND_E, OBJ_HAND_N, OBJ_HAND_N, OBJ_HAND_D, OBJ_HAND_D, OBJ_HAND_D, OBJ_HAND_D};
static const uint8_t turned[ARMS] = {0, ATTR_FLIP, 0, ATTR_UPSIDE_DOWN, 0, ATTR_FLIP, ATTR_FLIP | ATTR_UPSIDE_DOWN, ATTR_UPSIDE_DOWN};

void arms_reset(void) {
  uint8_t i;
  for (i = 0; i < ARMS; i++) {
    numb[i] = 0;
    carried[i] = 0;
    awake[i] = i < 4 ? 1 : 0;
    sign_tile[i] = BG_SIGNS + (i << 1);
    hand_tile[i] = hands[i];
    hand_attr[i] = turned[i];
    if (arm_far[i] < REST) arm_far[i] = REST;
  }
  arm_limit = REACH;
  arms_barred = barred_shown = 0;
  engaged = awake_arms = 0;
  S.numb = 0;
  S.awake = 4;
}

/* A press shows in the very next picture: the hand that is already drawn moves before it is sent. */
void arms_latch(void) {
  reaching = ctl & ready;
  if (reaching) reach(reaching);
}

void arm_take(uint8_t arm, uint8_t kind) {
  carried[arm] = kind;
  engaged |= arm_bit[arm];
}

void arm_sting(uint8_t arm) {
  numb[arm] = NUMB_FRAMES;
  hand_attr[arm] = turned[arm] | ATTR_NUMB;
  S.numb |= arm_bit[arm];
  engaged |= arm_bit[arm];
}

uint8_t arm_is_awake(uint8_t arm) {
  return awake[arm];
}

static void bar_signs(void) {
  uint8_t i;
  barred_shown = arms_barred;
  for (i = 0; i < ARMS; i++) sign_tile[i] = BG_SIGNS + (arms_barred ? ARMS << 1 : i << 1);
}

static void show_straight(uint8_t i, uint8_t want) {
  uint8_t n = cells[i], tile;
  if (n == want) return;
  tile = i < 2 ? map_ARM_H[0] : map_ARM_V[0];
  if (n < want) {
    queue(n ? far_cells[i] : near_cells[i], tile);
    cells[i] = n + 1;
  } else {
    queue(n == 2 ? far_cells[i] : near_cells[i], WATER);
    cells[i] = n - 1;
  }
}

static void show_slanting(uint8_t i, uint8_t want) {
  uint16_t at = near_cells[i], beside, above;
  uint8_t rises = !(i & 1); /* A and SELECT: one line from lower left to upper right */
  if (cells[i] == want) return;
  cells[i] = want;
  /* The corners that the arm cuts: one cell back towards the body, on either side. */
  beside = i == 5 || i == 6 ? at + 1 : at - 1;
  above = i < 6 ? at + 32 : at - 32;
  if (!want) {
    queue(at, WATER);
    queue(beside, WATER);
    queue(above, WATER);
  } else if (rises) {
    queue(at, map_ARM_RISE[0]);
    queue(beside, i == 4 ? map_ARM_RISE_LEFT[0] : map_ARM_RISE_RIGHT[0]);
    queue(above, i == 4 ? map_ARM_RISE_RIGHT[0] : map_ARM_RISE_LEFT[0]);
  } else {
    queue(at, map_ARM_FALL[0]);
    queue(beside, i == 7 ? map_ARM_FALL_LEFT[0] : map_ARM_FALL_RIGHT[0]);
    queue(above, i == 7 ? map_ARM_FALL_RIGHT[0] : map_ARM_FALL_LEFT[0]);
  }
}

/* One bubble a frame is brought up to date: the sign in it shows a press at once. */
static void show_ring(void) {
  uint8_t i, k, want;
  uint16_t at;
  const uint8_t *from;
  for (k = 0; k < ARMS; k++) {
    i = next_ring;
    next_ring = (next_ring + 1) & 7;
    want = ctl & arm_bit[i] ? 2 : awake[i] ? 1 : 0;
    if (want != rings[i]) break;
  }
  if (k == ARMS) return;
  rings[i] = want;
  from = want == 2 ? map_RING_HELD : map_RING;
  at = bubbles[i] - 33;
  for (k = 0; k < 9; k++) {
    if (k != 4) queue(at, want && *from ? *from : WATER);
    from++;
    at += k == 2 || k == 5 ? 30 : 1;
  }
}

/* An arm that is stung, or brings something home. */
static uint8_t draw_in(uint8_t i, uint8_t far) {
  if (far > REST) far -= 4;
  if (numb[i]) {
    if (--numb[i]) return far;
    S.numb &= ~arm_bit[i];
    hand_attr[i] = turned[i];
  } else if (far == REST) {
    sfx(SFX_EAT);
    face(EYES_GLAD, MOUTH_LAUGH, 24);
    carried[i] = 0;
  } else {
    return far;
  }
  engaged &= ~arm_bit[i];
  return far;
}

/* What is slow enough to be seen to for one arm a frame. */
static void tend(uint8_t i) {
  uint8_t bit = arm_bit[i];
  hand_tile[i] = ((uint8_t)(S.frame >> 4) + i) & 2 ? hands[i] + 4 : hands[i];
  if (i >= 4) {
    if (ctl & bit) {
      awake[i] = AWAKE_FOR;
    } else if (awake[i] && S.frame & 8) {
      awake[i]--;
    }
    if (awake[i]) awake_arms |= bit;
    else awake_arms &= ~bit;
    S.awake = 4 + bits_in[awake_arms >> 4];
  }
}

void arms_update(void) {
  static uint8_t bit;
  uint8_t i, far, out = 0;
  ready = 0;
  if (barred_shown != arms_barred) bar_signs();
  bit = 1;
  for (i = 0; i < ARMS; i++) {
    far = arm_far[i];
    if (reaching & bit) {
      far += 4;
      sfx(SFX_ARM + i);
      awake[i] = AWAKE_FOR;
    }
    if (engaged & bit) {
      far = draw_in(i, far);
    } else if (ctl & bit) {
      if (far < arm_limit) far += 4;
      else if (far > arm_limit) far -= 4;
    } else if (far > REST) {
      far -= 4;
    } else {
      ready |= bit;
    }
    if (far >= REST + 8) out |= bit;
    if (far != arm_far[i]) {
      arm_far[i] = far;
      if (i < 4) show_straight(i, far >= 40 ? 2 : far >= 32 ? 1 : 0);
      else show_slanting(i, far >= 36 ? 1 : 0);
    }
    bit <<= 1;
  }
  S.out = out;
  tend((uint8_t)S.frame & 7);
  if (queue_used <= 4) show_ring();
}

/* What the hands bring home, behind them. */
void arms_draw_carried(void) {
  uint8_t i;
  uint16_t at;
  if (!engaged) return;
  for (i = 0; i < ARMS; i++) {
    if (!carried[i]) continue;
    at = lane_at(i, arm_far[i]);
    thing_put(carried[i], (uint8_t)at + sway_x, (uint8_t)(at >> 8) + sway_y, 0);
  }
}

uint8_t arm_is_carrying(uint8_t arm) {
  return carried[arm];
}
