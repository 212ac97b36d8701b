/* Tiles, maps, palettes, the object list, scroll and splits. */
#include "game.h"
#include "hw.h"

Object __at(0xC100) oam[40];
uint8_t __at(0xC200) wave[256];
uint8_t __at(0xC500) hud[40];

uint8_t oam_used;
static uint8_t oam_last;
uint8_t wave_phase;
uint8_t sway_x, sway_y, shake;

#include "splits.h"
static uint8_t *next_line;
static uint8_t events_half, first_line, ready_line, ready_at; /* what the next vertical blank makes current */
static uint8_t now_x, now_y;

static uint8_t water_pending, net_pending, net_stage;
static uint8_t panel_row, panel_buffer[20];

static const uint16_t bg_colours[32] = {
  /* 0 water, words, net */ 0, RGB(31, 31, 31), RGB(16, 10, 6), RGB(3, 3, 9),
  /* 1 octopus */ 0, RGB(31, 28, 25), RGB(30, 11, 9), RGB(9, 2, 9),
  /* 2 bubbles */ 0, RGB(31, 31, 31), RGB(31, 15, 2), RGB(3, 4, 13),
  /* 3 kelp */ 0, RGB(18, 28, 12), RGB(8, 20, 11), RGB(3, 12, 10),
  /* 4 sea floor */ 0, RGB(31, 29, 19), RGB(28, 23, 13), RGB(4, 14, 10),
  /* 5 status bar */ RGB(28, 23, 13), RGB(31, 31, 31), RGB(29, 10, 8), RGB(8, 4, 6),
  /* 6 title */ 0, RGB(31, 30, 20), RGB(31, 14, 8), RGB(9, 2, 9),
  /* 7 hearts */ RGB(28, 23, 13), RGB(31, 28, 28), RGB(29, 5, 8), RGB(11, 4, 6),
};

static const uint16_t obj_colours[32] = {
  /* octopus */ 0, RGB(31, 28, 25), RGB(30, 11, 9), RGB(9, 2, 9),
  /* fish */ 0, RGB(31, 31, 25), RGB(11, 25, 6), RGB(2, 8, 5),
  /* nipper */ 0, RGB(31, 31, 31), RGB(19, 10, 28), RGB(6, 2, 12),
  /* urchin */ 0, RGB(31, 31, 12), RGB(12, 5, 10), RGB(3, 1, 5),
  /* gold */ 0, RGB(31, 31, 24), RGB(31, 23, 3), RGB(13, 6, 1),
  /* heart */ 0, RGB(31, 31, 31), RGB(31, 6, 11), RGB(16, 3, 8),
  /* shark */ 0, RGB(30, 31, 31), RGB(11, 15, 20), RGB(3, 4, 9),
  /* numb */ 0, RGB(29, 29, 31), RGB(17, 16, 21), RGB(6, 4, 10),
};

/* From the reef's edge to the deep: a colour for the title and each depth. */
static const uint16_t waters[DEPTHS + 1] = {
  RGB(16, 28, 31), RGB(16, 28, 31), RGB(13, 26, 31), RGB(11, 24, 30), RGB(10, 21, 30),
  RGB(10, 19, 28), RGB(10, 17, 27), RGB(10, 16, 26), RGB(11, 15, 25),
};

/* The mesh of the net, whole and ever more torn; the first is water. Colour 3, so both bytes of a row are equal. */
static const uint8_t meshes[5][8] = {
  {0, 0, 0, 0, 0, 0, 0, 0},
  {0x81, 0x42, 0x24, 0x18, 0x18, 0x24, 0x42, 0x81},
  {0x81, 0x42, 0x20, 0x08, 0x18, 0x24, 0x42, 0x81},
  {0x81, 0x40, 0x20, 0x08, 0x10, 0x04, 0x02, 0x81},
  {0x80, 0x40, 0x00, 0x08, 0x10, 0x00, 0x02, 0x01},
};

#include "load.inc"

/* Gives a rectangle of a map a palette. */
static void colour(uint8_t *at, uint8_t width, uint8_t height, uint8_t palette) {
  if (!S.colour) return;
  VBK = 1;
  while (height--) {
    fill(palette, at, width);
    at += 32;
  }
  VBK = 0;
}

#define FIELD_AT(column, row) (FIELD_MAP + ((row) << 5) + (column))

static void kelp(uint8_t *at) {
  const uint8_t *from = map_KELP;
  uint8_t y;
  colour(at, 2, 3, 3);
  for (y = 0; y < 3; y++) {
    at[0] = *from++;
    at[1] = *from++;
    at += 32;
  }
}

static void maps_init(void) {
  uint8_t x, y, i;
  uint8_t *at = FIELD_MAP;
  const uint8_t *from = map_BODY;
  for (y = 0; y < 32; y++) {
    fill(WATER, at, 32);
    fill(0, at + 0x400, 32);
    at += 32;
  }
  at = FIELD_AT(8, 6);
  for (y = 0; y < 5; y++) {
    for (x = 0; x < 5; x++) *at++ = *from++;
    at += 27;
  }
  colour(FIELD_MAP, 32, 32, 0);
  /* The octopus with her arms, which cross no bubble; then the bubbles. */
  colour(FIELD_AT(6, 4), 9, 9, 1);
  colour(FIELD_AT(17, 7), 3, 3, 2);
  colour(FIELD_AT(1, 7), 3, 3, 2);
  colour(FIELD_AT(9, 1), 3, 3, 2);
  colour(FIELD_AT(9, 13), 3, 3, 2);
  colour(FIELD_AT(16, 2), 3, 3, 2);
  colour(FIELD_AT(2, 2), 3, 3, 2);
  colour(FIELD_AT(2, 12), 3, 3, 2);
  colour(FIELD_AT(16, 12), 3, 3, 2);
  kelp(FIELD_AT(6, 13));
  kelp(FIELD_AT(13, 13));
  copy20(PANEL_MAP, map_FLOOR);
  from = map_LOGO;
  at = PANEL_MAP + 4 * 32;
  for (i = 0; i < 5; i++) {
    copy20(at, from);
    at += 32;
    from += 20;
  }
  colour(PANEL_MAP, 20, 1, 4);
  colour(PANEL_MAP + 32, 20, 2, 5);
  colour(PANEL_MAP + 32, 5, 1, 7);
  colour(PANEL_MAP + 4 * 32, 20, 5, 6);
  colour(PANEL_MAP + 9 * 32, 20, 20, 0);
}

#include "splits.inc"

/* Below the last split, the sea floor and the status bar hide what comes from under them. */
static void events_end(void) {
  split(FLOOR_LINE - 1, 0, now_y, now_x, 0);
  (event - 1)->lcdc = LCDC_FIELD & ~LCDC_NO_OBJECTS;
  *next_line = 255;
  ready_line = first_line;
  ready_at = events_half ? sizeof(events[0]) : 0;
  events_half ^= 1;
  events_begin();
}

void video_init(void) {
  uint8_t i;
  const uint8_t *p;
  LCDC = 0; /* the boot ROM hands over with the screen on, inside vertical blank or not */
  VBK = 0;
  load(OBJ_TILE_RAM, obj_tiles, obj_tiles_bytes);
  load(BG_TILE_RAM, bg_tiles, bg_tiles_bytes);
  load(PICTURE_TILE_RAM, picture_tiles, picture_tiles_bytes);
  fill(0, BG_TILE_RAM + WATER * 16, 16);
  if (S.colour) {
    BCPS = 0x80;
    p = (const uint8_t *)bg_colours;
    for (i = 0; i < 64; i++) BCPD = *p++;
    OCPS = 0x80;
    p = (const uint8_t *)obj_colours;
    for (i = 0; i < 64; i++) OCPD = *p++;
  }
  maps_init();
  BGP = 0xE1; /* water is light, and light is white */
  OBP0 = 0xE0;
  OBP1 = 0xD0;
  WX = 7;
  WY = FLOOR_LINE;
  video_water(0);
  events_begin();
  events_end();
  oam_dma();
  LCDC = LCDC_FIELD;
  IF = 0;
  IE = IE_VBLANK | IE_LINE;
}

static const uint16_t *water;

/* Changes the water's colour at the next vertical blank; only colour machines can. */
void video_water(uint8_t depth) {
  water = waters + depth;
  water_pending = S.colour;
}

void video_net(uint8_t stage) {
  if (stage == net_stage) return;
  net_stage = stage;
  net_pending = 1;
}

static void water_flush(void) {
  uint8_t low = *(const uint8_t *)water, high = *((const uint8_t *)water + 1);
  water_pending = 0;
  BCPS = 0x80;
  BCPD = low;
  BCPD = high;
  BCPS = 0x88;
  BCPD = low;
  BCPD = high;
  BCPS = 0x90;
  BCPD = low;
  BCPD = high;
  BCPS = 0x98;
  BCPD = low;
  BCPD = high;
  BCPS = 0xA0;
  BCPD = low;
  BCPD = high;
  BCPS = 0xB0;
  BCPD = low;
  BCPD = high;
}

static void net_flush(void) {
  const uint8_t *from = meshes[net_stage];
  uint8_t *to = BG_TILE_RAM + WATER * 16;
  uint8_t i;
  net_pending = 0;
  for (i = 0; i < 8; i++) {
    *to++ = *from;
    *to++ = *from++;
  }
}

/* Writes a line of text, centred, on a row of the panel map at the next vertical blank that has time. 0 while one waits. */
uint8_t panel_text(uint8_t row, const char *text) {
  uint8_t n = 0, i;
  const char *p = text;
  if (panel_row) return 0;
  while (*p++) n++;
  for (i = 0; i < 20; i++) panel_buffer[i] = 0;
  i = (uint8_t)(20 - n) >> 1;
  while (n--) panel_buffer[i++] = *text++ - 0x20;
  panel_row = row;
  return 1;
}

void video_flush(void) {
  uint8_t busy = queue_used;
  STAT = STAT_AT_LINE;
  LYC = ready_line;
  event_at = ready_at;
  SCX = now_x;
  SCY = now_y;
  LCDC = LCDC_FIELD;
  signs(ctl);
  queue_flush();
  /* One more thing, where there is time for it. */
  if (busy < 6) {
    if (panel_row) {
      copy20(PANEL_MAP + ((uint16_t)panel_row << 5), panel_buffer);
      panel_row = 0;
    } else if (water_pending) {
      water_flush();
    } else if (net_pending) {
      net_flush();
    } else if (S.frame & 1) {
      copy20(PANEL_MAP + 32, hud);
    } else {
      copy20(PANEL_MAP + 64, hud + 20);
    }
  }
  if (LY < 144) S.overruns++;
}

/* Hides the objects that the last frame used and this one does not, and readies scroll and splits. */
void video_end_frame(void) {
  uint8_t i = oam_used;
  Object *o = oam + i;
  while (i < oam_last) {
    o->y = 0;
    o++;
    i++;
  }
  oam_last = oam_used;
  now_x = 4 - sway_x;
  now_y = 8 - sway_y;
  if (shake) {
    shake--;
    now_x += shake & 2 ? (shake >> 3) + 1 : -(shake >> 3) - 1;
  }
  events_end();
}
