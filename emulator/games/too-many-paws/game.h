/* What the parts of the game share. Coordinates are screen pixels of the top left corner. */
#pragma once
#include <stdint.h>
#include "art.h"
#include "console.h"
#include "tunes.h"

enum { MODE_TITLE, MODE_PLAY, MODE_OVER, MODE_DEMO };

/* The documented memory map, at 0xC000 (see README.md): tests read it. */
typedef struct {
  uint16_t frame;      /* 00 frames since power-on */
  uint8_t pad;         /* 02 buttons held, PAD_* */
  uint8_t missed;      /* 03 vertical blanks missed: stays 0 */
  uint8_t mode;        /* 04 MODE_* */
  uint8_t hearts;      /* 05 lives left, 0..5 */
  uint8_t score[6];    /* 06 decimal digits, highest first */
  uint8_t level;       /* 0C from 1 */
  uint8_t dog_x;       /* 0D middle of the dog */
  uint8_t dog_y;       /* 0E top of the dog's head */
  uint8_t dog_len;     /* 0F pixels between rear and head, 8..40 */
  uint8_t paws;        /* 10 what points are multiplied by: distinct buttons held, 1..8 */
  uint8_t bones;       /* 11 bones towards a howl, 0..8 */
  uint8_t boss_hp;     /* 12 0 is no boss */
  uint8_t foes;        /* 13 foes on screen */
  uint8_t worst_line;  /* 14 lines after the start of vertical blank by which all work was done, the most yet */
  uint8_t colour;      /* 15 1 on a Game Boy Color */
  uint8_t best[6];     /* 16 high score digits */
  uint16_t rng;        /* 1C random state */
  uint8_t overruns;    /* 1E frames whose video memory writes ran out of vertical blank: stays 0 */
} State;

extern State __at(0xC000) S;

/* The status bar: three rows of tiles, the third the ticker. */
extern uint8_t __at(0xC500) hud[60];

/* Anything small that flies straight: shots and things. lowlevel.s knows the layout. */
typedef struct {
  uint8_t kind, age, x;
  int8_t vx;
  uint8_t y;
  int8_t vy;
} Mover;

/* Palette numbers in colour, and bit 4 the second palette in monochrome. */
enum {
  ATTR_DOG = 0x00,
  ATTR_YELLOW = 0x01,
  ATTR_PURPLE = 0x12,
  ATTR_RED = 0x13,
  ATTR_STEEL = 0x04,
  ATTR_GREEN = 0x15,
  ATTR_BLUE = 0x06,
  ATTR_PINK = 0x07,
  ATTR_FLIP = 0x20,
};

/* lowlevel.s */
void shift_objects(uint8_t count, uint8_t dx);
void stars(uint8_t near, uint8_t mid);
void drift(Mover *first, uint8_t count);                     /* one frame's motion and age, where kind is not 0 */
void draw_movers(Mover *first, uint8_t count);               /* as `looks` says */
void follow(uint8_t *row, int8_t step, uint8_t columns);     /* see dog.c */

/* util.c */
extern const int8_t sine[64];    /* -16..16 */
extern const int8_t ripple_4[64]; /* -4..4 */
extern const int8_t ripple_2[64]; /* -2..2 */
extern const uint8_t bits_in[16];
extern const uint8_t sway[64];

/* video.c */
extern uint8_t sky_x, sky_y, shake;
void video_init(void);
void video_flush(void);  /* in vertical blank: status bar, stars, scroll */
void sky_update(void);
void video_coat(uint8_t coat);
void video_end_frame(void); /* after the last object and split */
void split(uint8_t line, uint8_t panel, uint8_t scy, uint8_t scx, uint8_t waving); /* from the line after `line` */
extern uint8_t window_top;
void panel_text(uint8_t row, const char *text);
void panel_flush(void);

/* hud.c */
void hud_reset(void);
void hud_update(void);
void say(const char *text);
void score_add(uint8_t tens);
void score_settle(void);

/* dog.c */
extern uint8_t ctl;      /* the buttons that steer: the pad's, or the demo's */
extern uint8_t dog_left; /* the left end of the dog */
extern uint8_t dog_width;
extern uint8_t dog_safe; /* frames for which nothing hurts */
extern uint8_t dog_head_x;
extern uint8_t dog_facing_left;
void dog_reset(void);
void dog_latch(void);
void dog_update(uint8_t busy); /* busy: howling, neither barks nor toots */
void dog_draw(void);
void dog_hurt(void);
void dog_sink(void); /* asleep, to the bottom of the screen */
void dog_pose(uint8_t left, uint8_t y, uint8_t facing_left); /* draws her, long */
uint8_t dog_touches(uint8_t x, uint8_t y); /* middle of a thing */
uint8_t dog_row(uint8_t x);                /* the dog's top at a column */

/* shots.c */
enum { SHOT_NONE, SHOT_BARK = 8, SHOT_PUFF, SHOT_DROP }; /* one numbering with the things: `looks` knows both */
#define SHOTS 9
extern Mover shots[SHOTS];
void shots_reset(void);
void shot_add(uint8_t kind, uint8_t x, uint8_t y, int8_t vx, int8_t vy);
void shots_update(void);
void shots_draw(void);

/* foes.c */
enum { FOE_NONE, FOE_SQUIRREL, FOE_LETTER, FOE_UFO, FOE_DUCK, FOE_ROBOVAC };
void foes_reset(void);
void foe_add(uint8_t kind);
void foes_update(void);
void foes_draw(void);
void foes_scatter(void);
extern uint8_t foe_nearest_x, foe_nearest_y;

/* boss.c */
void boss_reset(void);
void boss_start(void);
void boss_update(void);
void boss_draw(void);
void boss_howled(void);

/* things.c: bones and sausages to catch, yarn and dust to dodge, sparks */
enum { THING_NONE, THING_BONE, THING_SAUSAGE, THING_YARN, THING_DUST, THING_SPARK, THING_ZED, THING_HEART };
void things_reset(void);
void thing_add(uint8_t kind, uint8_t x, uint8_t y, int8_t vx, int8_t vy);
void things_update(void);
void things_draw(void);
void things_howled(void);
void burst(uint8_t x, uint8_t y);
extern uint8_t bone_x, bone_y;

/* play.c */
void play_start(uint8_t demo);
void play_frame(void);
void over_frame(void);

/* title.c */
void title_start(void);
void title_frame(void);

/* sound.c */

enum { SFX_BARK, SFX_TOOT, SFX_BONE, SFX_HURT, SFX_HOWL, SFX_LEVEL, SFX_HEART, SFX_HELLO, SFX_POP, SFX_HIT, SFX_SHAKE, SFX_BOOM };
