/* Eight arms, one for each button. A hand is two objects, what is between it and the body tiles of the map. */
#include "game.h"

#define WATER 126
#define NUMB_FRAMES 150
#define AWAKE_FOR 75 /* sixteen frames each: twenty seconds */

uint8_t ctl, arm_limit, arms_barred;
uint8_t arm_far[ARMS];
static uint8_t numb[ARMS], carried[ARMS], awake[ARMS];
static uint8_t cells[ARMS]; /* cells of the map that show the arm */
static uint8_t rings[ARMS]; /* what its bubble shows: nothing, a ring, or filled */
static uint8_t ready;       /* arms at rest that will follow their button */
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

uint8_t arm_x(uint8_t arm, uint8_t distance) {
  switch (arm) {
    case 0: return CENTRE_X + distance;
    case 1: return CENTRE_X - distance;
    case 4:
    case 7: return CENTRE_X + slant_x[distance];
    case 5:
    case 6: return CENTRE_X - slant_x[distance];
    default: return CENTRE_X;
  }
}

uint8_t arm_y(uint8_t arm, uint8_t distance) {
  switch (arm) {
    case 2: return CENTRE_Y - distance;
    case 3: return CENTRE_Y + distance;
    case 4:
    case 5: return CENTRE_Y - slant_y[distance];
    case 6:
    case 7: return CENTRE_Y + slant_y[distance];
    default: return CENTRE_Y;
  }
}

void arms_reset(void) {
  uint8_t i;
  for (i = 0; i < ARMS; i++) {
    numb[i] = 0;
    carried[i] = 0;
    awake[i] = i < 4 ? 1 : 0;
    sign_tile[i] = BG_SIGNS + (i << 1);
    if (arm_far[i] < REST) arm_far[i] = REST;
  }
  arm_limit = REACH;
  arms_barred = barred_shown = 0;
  S.numb = 0;
}

/* A press shows in the very next picture: the hand that is already drawn moves before it is sent. */
void arms_latch(void) {
  reaching = ctl & ready;
  if (reaching) reach(reaching);
}

void arm_take(uint8_t arm, uint8_t kind) {
  carried[arm] = kind;
}

void arm_sting(uint8_t arm) {
  numb[arm] = NUMB_FRAMES;
  S.numb |= arm_bit[arm];
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

void arms_update(void) {
  uint8_t i, far, bit, n = 4;
  uint8_t tick = (uint8_t)S.frame & 15;
  S.out = 0;
  ready = 0;
  if (barred_shown != arms_barred) bar_signs();
  for (i = 0; i < ARMS; i++) {
    bit = arm_bit[i];
    far = arm_far[i];
    if (reaching & bit) {
      far += 4;
      sfx(SFX_ARM + i);
    }
    if (numb[i]) {
      if (!--numb[i]) S.numb &= ~bit;
      if (far > REST) far -= 4;
    } else if (carried[i]) {
      if (far > REST) {
        far -= 4;
      } else {
        sfx(SFX_EAT);
        face(EYES_GLAD, MOUTH_LAUGH, 24);
        carried[i] = 0;
      }
    } else if (ctl & bit && far < arm_limit) {
      far += 4;
    } else if (far > REST && (!(ctl & bit) || far > arm_limit)) {
      far -= 4;
    }
    if (ctl & bit) {
      awake[i] = AWAKE_FOR;
    } else if (i >= 4 && tick == i && awake[i]) {
      awake[i]--;
    }
    if (i >= 4 && awake[i]) n++;
    if (far == REST && !numb[i] && !carried[i]) ready |= bit;
    if (far >= REST + 8) S.out |= bit;
    arm_far[i] = far;
    if (i < 4) show_straight(i, far >= 40 ? 2 : far >= 32 ? 1 : 0);
    else show_slanting(i, far >= 36 ? 1 : 0);
  }
  S.awake = n;
  show_ring();
}

void arms_draw(void) {
  uint8_t i, x, y, attr, tile;
  uint8_t wriggle = (uint8_t)S.frame >> 4;
  for (i = 0; i < ARMS; i++) {
    x = arm_x(i, arm_far[i]) - 8 + sway_x;
    y = arm_y(i, arm_far[i]) - 8 + sway_y;
    attr = turned[i];
    tile = hands[i];
    if (numb[i]) {
      attr |= ATTR_NUMB;
      if (wriggle & 1) tile += 4;
    } else if ((wriggle + i) & 2) {
      tile += 4;
    }
    put16(x, y, tile, attr);
  }
}

/* What the hands bring home, behind them. */
void arms_draw_carried(void) {
  uint8_t i;
  for (i = 0; i < ARMS; i++) {
    if (carried[i]) thing_put(carried[i], arm_x(i, arm_far[i]) + sway_x, arm_y(i, arm_far[i]) + sway_y, 0);
  }
}

uint8_t arm_is_carrying(uint8_t arm) {
  return carried[arm];
}
