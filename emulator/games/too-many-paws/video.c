/* Tiles, maps, palettes, the object list, the moving sky. */
#include "game.h"
#include "hw.h"

Object __at(0xC100) oam[40];
uint8_t __at(0xC200) wave[256];
uint8_t __at(0xC500) hud[60];

uint8_t oam_used;
static uint8_t oam_last;
uint8_t wave_phase, window_top;

#include "splits.h"
static uint8_t events_half, first_line;
static uint8_t ready_line, ready_at, ready_top; /* what the next vertical blank makes current */
static uint8_t *next_line;
uint8_t sky_x, sky_y, shake;
static uint8_t now_x, now_y; /* the scroll, shaken */

/* Two drifting stars, each a strip of four tiles that repeats down its columns of the map. */
#define STAR_TILES 120
static uint8_t star_near, star_mid;

static const uint16_t bg_colours[32] = {
  /* 0 sky */ RGB(1, 1, 4), RGB(29, 30, 31), RGB(13, 15, 26), RGB(6, 7, 15),
  /* 1 status text */ RGB(3, 2, 7), RGB(31, 31, 31), RGB(31, 24, 10), RGB(10, 9, 17),
  /* 2 tennis ball */ RGB(1, 1, 4), RGB(28, 31, 14), RGB(18, 24, 5), RGB(6, 12, 5),
  /* 3 galaxy */ RGB(1, 1, 4), RGB(24, 18, 30), RGB(13, 8, 22), RGB(6, 4, 13),
  /* 4 hydrant */ RGB(1, 1, 4), RGB(31, 14, 10), RGB(20, 7, 8), RGB(9, 4, 8),
  /* 5 TOO MANY */ RGB(1, 1, 4), RGB(28, 31, 31), RGB(10, 22, 31), RGB(3, 6, 17),
  /* 6 PAWS */ RGB(1, 1, 4), RGB(31, 29, 16), RGB(31, 16, 5), RGB(14, 3, 6),
  /* 7 hearts */ RGB(3, 2, 7), RGB(31, 24, 24), RGB(31, 6, 10), RGB(12, 6, 12),
};

static const uint16_t obj_colours[32] = {
  /* dog: see coats */ 0, 0, 0, 0,
  /* yellow */ 0, RGB(31, 29, 10), RGB(31, 17, 3), RGB(13, 6, 2),
  /* purple */ 0, RGB(28, 31, 31), RGB(22, 9, 28), RGB(9, 4, 15),
  /* red */ 0, RGB(31, 23, 14), RGB(25, 9, 5), RGB(10, 3, 3),
  /* steel */ 0, RGB(30, 31, 31), RGB(28, 7, 8), RGB(8, 8, 14),
  /* green */ 0, RGB(25, 31, 14), RGB(10, 22, 6), RGB(3, 9, 4),
  /* blue */ 0, RGB(31, 31, 31), RGB(9, 20, 31), RGB(4, 6, 20),
  /* pink */ 0, RGB(31, 26, 27), RGB(31, 11, 15), RGB(16, 3, 8),
};

#define COATS 5
static const uint16_t coats[COATS * 3] = {
  RGB(31, 25, 16), RGB(22, 11, 4), RGB(9, 4, 2),   /* dachshund */
  RGB(31, 21, 10), RGB(10, 9, 12), RGB(4, 3, 6),   /* black and tan */
  RGB(31, 31, 31), RGB(31, 24, 13), RGB(17, 9, 5), /* cream */
  RGB(31, 28, 30), RGB(31, 13, 22), RGB(15, 3, 12), /* pink */
  RGB(27, 31, 31), RGB(8, 20, 28), RGB(2, 6, 16),  /* blue */
};
static const uint8_t coats_mono[COATS] = {0x90, 0xD0, 0x80, 0x24, 0x60};

static uint8_t next_coat;
static uint8_t coat_pending;

#include "load.inc"

/* Puts a drawing of the scenery on the sky map. */
static void scenery(uint8_t column, uint8_t row, uint8_t width, uint8_t height, const uint8_t *map, uint8_t palette) {
  uint8_t *at = FIELD_MAP + ((uint16_t)row << 5) + column;
  uint8_t x, y;
  for (y = 0; y < height; y++) {
    for (x = 0; x < width; x++) {
      VBK = 0;
      at[x] = *map++;
      if (S.colour) {
        VBK = 1;
        at[x] = palette;
        VBK = 0;
      }
    }
    at += 32;
  }
}

/* Columns of the sky: 1 the near star, 2 the middle one, with different starts. */
static const uint8_t star_columns[32] = {
  0, 0x12, 0, 0x01, 0x32, 0, 0, 0x22, 0, 0x31, 0x02, 0, 0, 0x12, 0, 0x22,
  0x11, 0, 0x02, 0, 0, 0x32, 0x21, 0, 0x12, 0, 0, 0x01, 0, 0x22, 0, 0x32,
};

static void maps_init(void) {
  uint8_t x, y, tile;
  uint8_t *at = FIELD_MAP;
  const uint8_t *from = map_LOGO;
  for (y = 0; y < 32; y++) {
    for (x = 0; x < 32; x++) {
      tile = star_columns[x];
      if (tile) tile = STAR_TILES + (((tile & 3) - 1) << 2) + ((y + (tile >> 4)) & 3);
      *at++ = tile;
    }
  }
  scenery(14, 4, 4, 4, map_BALL, 2);
  scenery(3, 13, 4, 2, map_GALAXY, 3);
  scenery(11, 22, 4, 4, map_HYDRANT, 4);
  at = PANEL_MAP;
  for (y = 0; y < 32; y++) {
    for (x = 0; x < 32; x++) {
      tile = 0;
      if (y >= 4 && y < 11 && x < 20) tile = *from++;
      *at = tile;
      if (S.colour) {
        VBK = 1;
        *at = y == 0 && x < 5 ? 7 : y < 4 ? 1 : y < 7 ? 5 : y < 11 ? 6 : 5;
        VBK = 0;
      }
      at++;
    }
  }
}

#include "splits.inc"

/* Below the last split, the status bar has no objects. */
static void events_end(void) {
  split(window_top - 1, 0, sky_y, sky_x, 0);
  (event - 1)->lcdc = LCDC_FIELD & ~LCDC_NO_OBJECTS;
  *next_line = 255;
  ready_line = first_line;
  ready_at = events_half ? sizeof(events[0]) : 0;
  ready_top = window_top;
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
  fill(0, BG_TILE_RAM + STAR_TILES * 16, 128); /* lowlevel.s draws the stars */
  if (S.colour) {
    VBK = 1;
    for (p = FIELD_MAP; p < PANEL_MAP; p++) *(uint8_t *)p = 0;
    VBK = 0;
    BCPS = 0x80;
    p = (const uint8_t *)bg_colours;
    for (i = 0; i < 64; i++) BCPD = *p++;
    OCPS = 0x80;
    p = (const uint8_t *)obj_colours;
    for (i = 0; i < 64; i++) OCPD = *p++;
  }
  maps_init();
  BGP = 0x93; /* the sky is black: shades run 0 dark, 1 white, 2 light, 3 dim */
  OBP0 = 0x90;
  OBP1 = 0x90;
  WX = 7;
  window_top = 128;
  video_coat(0);
  events_begin();
  events_end();
  oam_dma();
  LCDC = LCDC_FIELD;
  IF = 0;
  IE = IE_VBLANK | IE_LINE;
}

/* Changes the dog's colours at the next vertical blank: coat 0 is hers, any other value is the next one. */
void video_coat(uint8_t coat) {
  next_coat++;
  if (!coat || next_coat == COATS) next_coat = 0;
  coat_pending = 1;
}

static void coat_flush(void) {
  const uint8_t *p;
  coat_pending = 0;
  OBP0 = coats_mono[next_coat];
  if (!S.colour) return;
  p = (const uint8_t *)coats + next_coat + next_coat + (next_coat << 2);
  OCPS = 0x82;
  OCPD = *p++;
  OCPD = *p++;
  OCPD = *p++;
  OCPD = *p++;
  OCPD = *p++;
  OCPD = *p;
}

static uint8_t panel_row;
static uint8_t panel_buffer[20];

/* Writes a line of text, centred, on a row of the panel map at the next vertical blank; one a frame. */
void panel_text(uint8_t row, const char *text) {
  uint8_t n = 0, i;
  const char *p = text;
  while (*p++) n++;
  for (i = 0; i < 20; i++) panel_buffer[i] = 0;
  i = (uint8_t)(20 - n) >> 1;
  while (n--) panel_buffer[i++] = *text++ - 0x20;
  panel_row = row;
}

void video_flush(void) {
  uint8_t frame = S.frame;
  STAT = STAT_AT_LINE;
  LYC = ready_line;
  event_at = ready_at;
  WY = ready_top;
  SCX = now_x;
  SCY = now_y;
  LCDC = LCDC_FIELD;
  if (panel_row) {
    copy20(PANEL_MAP + ((uint16_t)panel_row << 5), panel_buffer);
    panel_row = 0;
  } else if (coat_pending) {
    coat_flush();
  } else {
    frame &= 3;
    if (frame == 0) copy20(PANEL_MAP + 32, hud + 20);
    else if (frame == 2) copy20(PANEL_MAP + 64, hud + 40);
    else copy20(PANEL_MAP, hud);
  }
  lamps(ctl, PANEL_MAP + 32, BG_LAMPS);
  stars(star_near, star_mid);
  if (LY < 144) S.overruns++;
}

/* After it: the sky of the next frame. */
void sky_update(void) {
  star_near = (star_near + 1) & 31;
  if (S.frame & 1) star_mid = (star_mid + 1) & 31;
  if ((S.frame & 3) == 3) sky_y--;
  now_x = sky_x;
  now_y = sky_y;
  if (shake) {
    shake--;
    now_x += shake & 2 ? (shake >> 3) + 1 : -(shake >> 3) - 1;
    if (shake & 1) now_y += 1 + (shake >> 4);
  }
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
  events_end();
}
