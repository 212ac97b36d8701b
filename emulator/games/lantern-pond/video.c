/* Tiles, maps, palettes, the object list, the screen's splits. */
#include "game.h"
#include "hw.h"

Object __at(0xC100) oam[40];
uint8_t oam_used;
static uint8_t oam_last;

uint8_t tiles[2 * ROWS * 20]; /* and the attributes after them, as lowlevel.s knows */
uint8_t dirty[ROWS];
uint8_t panel_top, mirror;
uint8_t wave_phase; /* the line interrupt's; nothing waves line by line here */
static uint8_t palettes_due;
/* The rows that the next vertical blank sends; there is no time to look for them there. */
static uint8_t *due_to[2];
static const uint8_t *due_from[2];
static uint8_t due; /* how many */
static uint8_t next_row;

#include "splits.h"
static uint8_t events_half, first_line;
static uint8_t ready_line, ready_at, ready_top; /* what the next vertical blank makes current */
static uint8_t *next_line;

#define NIGHT RGB(2, 3, 9)
#define POND(grass_1, grass_2, grass_3, water, ripple) { \
  /* 0 water */ water, RGB(22, 28, 30), RGB(12, 20, 25), ripple, \
  /* 1 stone */ water, RGB(25, 26, 27), RGB(16, 17, 20), RGB(7, 8, 12), \
  /* 2 bank */ water, grass_1, grass_2, grass_3, \
  /* 3 lotus */ water, RGB(31, 26, 27), RGB(31, 14, 20), RGB(19, 5, 13), \
  /* 4 iris */ water, RGB(27, 28, 31), RGB(17, 16, 31), RGB(9, 6, 22), \
  /* 5 bamboo */ water, RGB(30, 29, 17), RGB(22, 19, 7), RGB(10, 8, 3), \
  /* 6 lily */ water, RGB(22, 29, 12), RGB(11, 21, 7), RGB(4, 11, 6), \
  /* 7 status */ RGB(2, 2, 6), RGB(31, 31, 29), RGB(31, 23, 10), RGB(11, 10, 16) }

static const uint16_t bg_colours[5][32] = {
  {
    /* 0 night */ NIGHT, RGB(22, 28, 30), RGB(10, 14, 22), RGB(5, 7, 15),
    /* 1 in the water */ NIGHT, RGB(10, 14, 20), RGB(6, 9, 16), RGB(4, 6, 13),
    /* 2 the name */ NIGHT, RGB(31, 31, 27), RGB(31, 23, 9), RGB(13, 4, 6),
    /* 3 in the water */ NIGHT, RGB(15, 18, 22), RGB(14, 11, 13), RGB(6, 4, 10),
    /* 4 moon */ NIGHT, RGB(31, 31, 24), RGB(25, 24, 19), RGB(10, 10, 14),
    /* 5 in the water */ NIGHT, RGB(14, 16, 19), RGB(11, 13, 17), RGB(6, 7, 13),
    /* 6 text */ NIGHT, RGB(31, 31, 29), RGB(26, 26, 22), RGB(8, 8, 14),
    /* 7 the same */ NIGHT, RGB(31, 31, 29), RGB(26, 26, 22), RGB(8, 8, 14),
  },
  POND(RGB(24, 30, 13), RGB(12, 22, 9), RGB(5, 13, 8), RGB(3, 8, 14), RGB(6, 13, 19)),
  POND(RGB(17, 27, 11), RGB(7, 18, 8), RGB(3, 10, 7), RGB(2, 8, 11), RGB(4, 14, 17)),
  POND(RGB(31, 24, 9), RGB(24, 13, 5), RGB(13, 6, 5), RGB(5, 6, 13), RGB(9, 11, 18)),
  POND(RGB(31, 31, 31), RGB(22, 26, 30), RGB(13, 17, 24), RGB(3, 6, 15), RGB(7, 12, 21)),
};

static const uint16_t obj_colours[32] = {
  /* round */ 0, RGB(31, 30, 18), RGB(31, 17, 5), RGB(15, 4, 4),
  /* square */ 0, RGB(29, 31, 31), RGB(15, 19, 31), RGB(6, 5, 18),
  /* weather */ 0, RGB(31, 29, 26), RGB(31, 19, 18), RGB(20, 10, 12),
  /* koi */ 0, RGB(31, 22, 14), RGB(22, 9, 5), RGB(9, 7, 11),
  /* wind */ 0, RGB(24, 29, 31), RGB(14, 21, 26), RGB(8, 14, 20),
  /* glow */ 0, RGB(31, 31, 20), RGB(31, 24, 10), RGB(16, 8, 4),
  0, 0, 0, 0,
  0, 0, 0, 0,
};

static uint8_t *const row_map[ROWS] = {
  (uint8_t *)0x9800, (uint8_t *)0x9820, (uint8_t *)0x9840, (uint8_t *)0x9860, (uint8_t *)0x9880, (uint8_t *)0x98A0,
  (uint8_t *)0x98C0, (uint8_t *)0x98E0, (uint8_t *)0x9900, (uint8_t *)0x9920, (uint8_t *)0x9940, (uint8_t *)0x9960,
  (uint8_t *)0x9980, (uint8_t *)0x99A0, (uint8_t *)0x99C0, (uint8_t *)0x99E0, (uint8_t *)0x9A00, (uint8_t *)0x9A20,
  (uint8_t *)0x9C00, (uint8_t *)0x9C20, (uint8_t *)0x9C40, (uint8_t *)0x9C60, (uint8_t *)0x9C80, (uint8_t *)0x9CA0,
};

static const uint16_t row_at[ROWS] = {
  0, 20, 40, 60, 80, 100, 120, 140, 160, 180, 200, 220, 240, 260, 280, 300, 320, 340, 360, 380, 400, 420, 440, 460,
};

uint8_t *row_tiles(uint8_t row) {
  return tiles + row_at[row];
}

uint8_t *row_attrs(uint8_t row) {
  return tiles + ROWS * 20 + row_at[row];
}

#include "load.inc"

static void events_begin(void) {
  event = events[events_half];
  next_line = &first_line;
}

/*
 * Splits the next frame: below `line` it shows with these settings. Splits come in order from the top, at most 25,
 * each at least two lines after the one before.
 */
void split(uint8_t line, uint8_t lcdc, uint8_t scy, uint8_t scx) {
  Event *e = event;
  *next_line = line;
  e->lcdc = lcdc;
  e->scy = scy;
  e->scx = scx;
  e->stat = STAT_AT_LINE;
  next_line = &e->next_line;
  event = e + 1;
}

static void events_end(void) {
  /* Objects go under the panel. */
  if (panel_top < 144) split(panel_top - 1, LCDC_FIELD & ~LCDC_NO_OBJECTS, 0, 0);
  *next_line = 255;
  ready_line = first_line;
  ready_at = events_half ? sizeof(events[0]) : 0;
  ready_top = panel_top;
  events_half ^= 1;
  events_begin();
}

void video_init(void) {
  uint8_t i;
  uint8_t *map;
  const uint8_t *p;
  LCDC = 0; /* the boot ROM hands over with the screen on, inside vertical blank or not */
  VBK = 0;
  load(OBJ_TILE_RAM, obj_tiles, obj_tiles_bytes);
  load(BG_TILE_RAM, bg_tiles, bg_tiles_bytes);
  load(PICTURE_TILE_RAM, picture_tiles, picture_tiles_bytes);
  for (map = FIELD_MAP; map < (uint8_t *)0xA000; map++) *map = 0;
  if (S.colour) {
    VBK = 1;
    for (map = FIELD_MAP; map < (uint8_t *)0xA000; map++) *map = 0;
    VBK = 0;
    set_palettes(0, (const uint8_t *)bg_colours[0]);
    OCPS = 0x80;
    p = (const uint8_t *)obj_colours;
    for (i = 0; i < 64; i++) OCPD = *p++;
  }
  BGP = 0x93; /* the night is black: shades run 0 dark, 1 white, 2 light, 3 dim */
  OBP0 = 0x90;
  OBP1 = 0xE4;
  WX = 7;
  panel_top = 144;
  events_begin();
  events_end();
  oam_dma();
  LCDC = LCDC_FIELD;
  IF = 0;
  IE = IE_VBLANK | IE_LINE;
}

void video_palettes(uint8_t set) {
  palettes_due = set + 1;
}

/* A part of what moves on the water each frame, where no row has to be sent. */
static void animate(void) {
  uint8_t frame = S.frame, picture = (frame >> 4) & 3;
  uint8_t part = frame & 15;
  const uint8_t *from;
  uint8_t *to;
  if (part >= 8) return;
  if (part < 4) {
    from = anim_tiles + ANIM_WATER * 16;
    to = BG_TILE_RAM + BG_WATER * 16;
  } else {
    from = anim_tiles + ANIM_WHIRL * 16;
    to = BG_TILE_RAM + BG_WHIRL * 16;
    part -= 4;
  }
  part <<= 4;
  copy_tile(to + part, from + ((picture << 6) | part));
}

void video_flush(void) {
  STAT = STAT_AT_LINE;
  LYC = ready_line;
  event_at = ready_at;
  WY = ready_top;
  SCX = 0;
  SCY = 0;
  LCDC = LCDC_FIELD;
  if (palettes_due) {
    if (S.colour) set_palettes(0, (const uint8_t *)bg_colours[palettes_due - 1]);
    palettes_due = 0;
  } else if (due) {
    send_row(due_to[0], due_from[0]);
    if (mirror) send_row_mirrored(due_to[0] + 0x400, due_from[0]);
    else if (due == 2) send_row(due_to[1], due_from[1]);
  } else {
    animate();
  }
  if (LY < 144) S.overruns++;
}

static void rows_due(void) {
  uint8_t row = next_row, n = ROWS, most = mirror ? 1 : 2, found = 0;
  const uint8_t *flag = dirty + row;
  due = 0;
  if (palettes_due) return;
  while (n) {
    if (*flag) {
      dirty[row] = 0;
      due_to[found] = row_map[row];
      due_from[found] = tiles + row_at[row];
      if (++found == most) break;
    }
    flag++;
    if (++row == ROWS) {
      row = 0;
      flag = dirty;
    }
    n--;
  }
  due = found;
  next_row = row;
}

/* Hides the objects that the last frame used and this one does not, and readies the splits. */
void video_end_frame(void) {
  uint8_t i = oam_used;
  Object *o = oam + i;
  while (i < oam_last) {
    o->y = 0;
    o++;
    i++;
  }
  oam_last = oam_used;
  rows_due();
  events_end();
}

void clear_row(uint8_t row, uint8_t attr) {
  fill(0, row_tiles(row), 20);
  fill(attr, row_attrs(row), 20);
  dirty[row] = 1;
}

void text(uint8_t row, uint8_t column, const char *letters) {
  uint8_t *to = row_tiles(row) + column;
  while (*letters) *to++ = *letters++ - 0x20;
  dirty[row] = 1;
}

void centred(uint8_t row, const char *letters) {
  uint8_t n = 0;
  const char *p = letters;
  while (*p++) n++;
  fill(0, row_tiles(row), 20);
  text(row, (uint8_t)(20 - n) >> 1, letters);
}

void number(uint8_t row, uint8_t column, uint8_t value) {
  uint8_t *to = row_tiles(row) + column;
  uint8_t tens = 0;
  while (value >= 10) {
    value -= 10;
    tens++;
  }
  *to++ = tens ? tens + 0x10 : 0;
  *to = value + 0x10;
  dirty[row] = 1;
}
