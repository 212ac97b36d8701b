/* What the parts of the game share. Coordinates are screen pixels of the top left corner. */
#pragma once
#include <stdint.h>
#include "art.h"
#include "console.h"
#include "levels.h"
#include "tunes.h"

enum { MODE_TITLE, MODE_PLAY, MODE_OVER, MODE_CLEAR, MODE_MAP };

/* A gust is the number of its button's bit. */
enum { GUST_RIGHT, GUST_LEFT, GUST_UP, GUST_DOWN };

/* The documented memory map, at 0xC000 (see README.md): tests read it. */
typedef struct {
  uint16_t frame;      /* 00 frames since power-on */
  uint8_t pad;         /* 02 buttons held, PAD_* */
  uint8_t missed;      /* 03 vertical blanks missed: stays 0 */
  uint8_t mode;        /* 04 MODE_* */
  uint8_t level;       /* 05 from 1 */
  uint8_t candle;      /* 06 gusts left */
  uint8_t gusts;       /* 07 gusts taken */
  uint8_t best;        /* 08 gusts of the best way */
  uint8_t home;        /* 09 lanterns on a flower of their kind */
  uint8_t lanterns;    /* 0A lanterns in this pond */
  uint8_t petals;      /* 0B the score: petals of all ponds */
  uint8_t solved;      /* 0C ponds solved */
  uint8_t busy;        /* 0D 1 while lanterns drift or the picture changes: a press waits, one at most */
  uint8_t cursor;      /* 0E the map's choice, from 1 */
  uint8_t places[LANTERNS_MAX]; /* 0F row * 16 + column, from 1; round lanterns first */
  uint8_t kept;        /* 12 1 when the battery had progress at power-on */
  uint8_t hinted;      /* 13 1 once a hint was asked for in this pond */
  uint8_t worst_line;  /* 14 lines after the start of vertical blank by which all work was done, the most yet */
  uint8_t colour;      /* 15 1 on a Game Boy Color */
  uint8_t win;         /* 16 petals that this pond would give now, or gave */
  uint8_t ice;         /* 17 bits of the ice that is left, in reading order */
  uint8_t spare[4];    /* 18 */
  uint16_t rng;        /* 1C random state; only what moves for show depends on it */
  uint8_t overruns;    /* 1E frames whose video memory writes ran out of vertical blank: stays 0 */
} State;

extern State __at(0xC000) S;

/* Palette numbers in colour, and bit 4 the dimmer palette in monochrome. */
enum {
  ATTR_ROUND = 0x00,
  ATTR_SQUARE = 0x01,
  ATTR_WEATHER = 0x02,
  ATTR_KOI = 0x93, /* and under the water's ripples */
  ATTR_WIND = 0x14,
  ATTR_GLOW = 0x05,
  ATTR_FLIP = 0x20,
  ATTR_FLIP_Y = 0x40,
};

/* lowlevel.s */
void copy_tile(uint8_t *to, const uint8_t *from); /* 16 bytes */
void send_row(uint8_t *to, const uint8_t *from);
void send_row_mirrored(uint8_t *to, const uint8_t *from);
void set_palettes(uint8_t unused, const uint8_t *colours); /* the background's 64 bytes */

/* main.c */
extern uint8_t pressed; /* buttons that are held and were not in the frame before */

/* video.c: the screen is 18 rows of the field and, above it, 6 of the panel, which shows from line `panel_top` */
#define PANEL 18
#define ROWS 24
extern uint8_t dirty[ROWS]; /* rows to send; two a frame */
extern uint8_t panel_top;   /* 144 is no panel */
extern uint8_t mirror;      /* the title: rows of the field go to the panel's map too, in the next palettes */
void video_init(void);
void video_flush(void);     /* in vertical blank */
void video_end_frame(void); /* after the last object and split */
void split(uint8_t line, uint8_t lcdc, uint8_t scy, uint8_t scx); /* from the line after `line` */
void video_palettes(uint8_t set); /* 0 the title's, 1 to 4 the gardens'; at the next vertical blank */
uint8_t *row_tiles(uint8_t row);
uint8_t *row_attrs(uint8_t row);
void text(uint8_t row, uint8_t column, const char *letters);
void number(uint8_t row, uint8_t column, uint8_t value); /* two digits */
void clear_row(uint8_t row, uint8_t attr);
void centred(uint8_t row, const char *letters);

/* scene.c: what the screen is built of, two rows a frame, from the top */
enum { SCENE_TITLE, SCENE_POND, SCENE_MAP };
void scene_start(uint8_t scene);
uint8_t scene_frame(void); /* 1 while it is being built */
extern uint8_t scene;

/* pond.c: the rules. Keep them as levels.mjs has them. */
enum { WATER, STONE, LILY, WHIRLPOOL, ICE, BAMBOO_SIDEWAYS, BAMBOO_UPWARDS, LOTUS_ROUND, LOTUS_SQUARE };
extern uint8_t cells[144]; /* cells[place] & 15 */
#define FLOES_MAX 8
extern uint8_t floes[FLOES_MAX]; /* places, in the order of the bits of State.ice */
extern uint8_t sunk; /* the lantern that is in a whirlpool, or NONE */
#define NONE 0xFF
void pond_start(void);
uint8_t pond_blow(uint8_t gust); /* 0 when nothing moves: it costs nothing */
uint8_t pond_back(void);         /* 0 at the beginning */
uint8_t pond_hint(void);         /* the gust that the best way goes on with, or NONE off that way */
uint8_t pond_count_home(void);
uint8_t is_home(uint8_t lantern);
uint8_t is_square(uint8_t lantern);
const char *pond_help(void); /* empty where nothing is new */
const char *pond_name(uint8_t number);
uint8_t garden(uint8_t number); /* 0 spring to 3 winter */

/* board.c: the pond on the screen */
void board_rows(uint8_t pair); /* rows 2 * pair and the one after it */
void board_ice(uint8_t before); /* draws the floes that are not as in `before` */
void map_rows(uint8_t pair);

/* lanterns.c: lanterns as they drift */
void lanterns_place(void);              /* where the rules have them, at once */
uint8_t lanterns_drift(uint8_t speed);  /* 0 when all have arrived */
void lanterns_draw(void);

/* weather.c */
void weather_start(void);
void weather_gust(uint8_t gust);
void weather_frame(void);
void weather_draw(void);

/* status.c */
void status_draw(void);
void status_say(const char *letters); /* in place of the pond's name for a while */
void status_hint(uint8_t gust);
void status_frame(void);
void panel_write(uint8_t line, const char *letters); /* one line, 0 to 3, a frame */
uint8_t panel_slide(uint8_t to); /* 0 when it is there */
void panel_petals(uint8_t count); /* on line 2 */
void status_quiet(void);
void status_hush(void);
void status_map(void);

/* save.c */
extern uint8_t won[LEVELS]; /* petals by level; 0 is not solved */
void save_load(void);
void save_write(void); /* in the next frames */
void save_frame(void);
uint8_t level_open(uint8_t level);

/* title.c, play.c, map.c */
void title_start(void);
void title_rows(uint8_t pair);
void title_frame(void);
void play_start(uint8_t level);
void play_resume(uint8_t mode);
void play_frame(void);
void map_start(void);
void map_frame(void);

/* sound.c */
enum { SFX_GUST, SFX_BUMP, SFX_HOME, SFX_BACK, SFX_CLEAR, SFX_OVER, SFX_MOVE, SFX_GO, SFX_DENY, SFX_CRACK, SFX_SINK, SFX_HINT };
