/* What the parts of the game share. */
#pragma once
#include <stdint.h>
#include "art.h"
#include "console.h"
#include "tunes.h"

enum { MODE_TITLE, MODE_PLAY, MODE_OVER, MODE_HOME };
enum { EVENT_NONE, EVENT_FEAST, EVENT_SHARK, EVENT_NET };

/* Arms are numbered by their buttons' bits: right, left, up, down, A, B, select, start. The first four are straight. */
#define ARMS 8
#define DEPTHS 8
#define HEARTS 5

/* The documented memory map, at 0xC000 (see ../README.md): tests read it. */
typedef struct {
  uint16_t frame;      /* 00 frames since power-on */
  uint8_t pad;         /* 02 buttons held, a bit for each arm */
  uint8_t missed;      /* 03 vertical blanks missed: stays 0 */
  uint8_t mode;        /* 04 MODE_* */
  uint8_t hearts;      /* 05 lives left, 0..5 */
  uint8_t score[6];    /* 06 decimal digits, highest first */
  uint8_t depth;       /* 0C from 1 to 8 */
  uint8_t awake;       /* 0D arms that are awake, 4..8: what points are multiplied by */
  uint8_t out;         /* 0E arms that are stretched out, a bit for each */
  uint8_t things;      /* 0F what swims on the lanes */
  uint8_t event;       /* 10 EVENT_* */
  uint8_t strain;      /* 11 how far the net is torn, 0..250 */
  uint8_t numb;        /* 12 arms that are stung, a bit for each */
  uint8_t caught;      /* 13 fish caught in this game, up to 255 */
  uint8_t worst_line;  /* 14 lines after the start of vertical blank by which all work was done, the most yet */
  uint8_t colour;      /* 15 1 on a Game Boy Color */
  uint8_t best[6];     /* 16 high score digits */
  uint16_t rng;        /* 1C random state */
  uint8_t overruns;    /* 1E frames whose video memory writes ran out of vertical blank: stays 0 */
  uint8_t unqueued;    /* 1F tiles that found the queue full: stays 0 */
  uint8_t lanes[ARMS]; /* 20 what swims on each arm's lane, THING_*; 0x80 is added once it goes away */
  uint8_t far[ARMS];   /* 28 and how far it is from her middle, in half pixels */
} State;

extern State __at(0xC000) S;

/* The status bar: a row of sea floor, one of hearts and score, one of words or the way home. */
extern uint8_t __at(0xC500) hud[40];

/* Palette numbers in colour, and bit 4 the second palette in monochrome. */
enum {
  ATTR_SKIN = 0x00,
  ATTR_FISH = 0x01,
  ATTR_NIPPER = 0x02,
  ATTR_URCHIN = 0x03,
  ATTR_GOLD = 0x14,
  ATTR_HEART = 0x05,
  ATTR_SHARK = 0x06,
  ATTR_NUMB = 0x17,
  ATTR_FLIP = 0x20,
  ATTR_UPSIDE_DOWN = 0x40,
};

/* lowlevel.s */
void signs(uint8_t held);                                     /* the buttons' signs, from `sign_tile` */
void reach(uint8_t arms);                                     /* moves the hands of these arms outwards */
uint16_t lane_at(uint8_t lane, uint8_t distance);             /* the place on the screen: y high, x low */
void arms_draw(void);                                         /* must be the first to draw */
void queue(uint16_t at, uint8_t tile);                        /* one tile of a map, at the next vertical blank */
void queue_flush(void);
extern uint8_t queue_used;
extern uint8_t sign_tile[ARMS];
#define QUEUE_MAX 40

/* util.c */
extern const int8_t ripple_2[64]; /* -2..2 */
extern const uint8_t bits_in[16];
extern const uint8_t arm_bit[ARMS];
extern const int8_t bob[64]; /* -2..2 */
extern const uint8_t slant_x[96], slant_y[96]; /* how far across and down a slanting lane is, by distance */

/* video.c: her middle is at (CENTRE_X + sway_x, CENTRE_Y + sway_y) */
#define CENTRE_X 80
#define CENTRE_Y 60
#define FLOOR_LINE 120
#define WATER 126 /* a tile of its own, apart from the blank of texts, so that the net can be drawn into it */
#define BELOW_WORDS 20 /* how much lower she is where words or the title take the top */
extern uint8_t sway_x, sway_y, shake; /* sway counts from 0 both ways, as scroll does */
void video_init(void);
void video_flush(void); /* in vertical blank */
void video_water(uint8_t depth);
void video_net(uint8_t stage); /* 0 is no net, 1 whole, 4 nearly torn */
void video_end_frame(void);    /* after the last object and split */
void split(uint8_t line, uint8_t panel, uint8_t scy, uint8_t scx, uint8_t waving); /* from the line after `line` */
uint8_t panel_text(uint8_t row, const char *text);

/* face.c */
enum { EYES_OPEN, EYES_WIDE, EYES_SHUT, EYES_GLAD, EYES_OUCH };
enum { MOUTH_SMILE, MOUTH_LAUGH, MOUTH_OH, MOUTH_WAVE };
void face(uint8_t eyes, uint8_t mouth, uint8_t frames); /* for so long; 255 is for good */
void face_update(void);
void face_draw(void);

/* arms.c */
#define REST 20
#define REACH 44
extern uint8_t ctl;             /* the buttons that move arms: the pad's, or those of the dance */
extern uint8_t arm_far[ARMS];   /* her hands' distance from her middle, REST..REACH, in steps of 4 */
extern uint8_t arm_limit;       /* how far they reach now */
extern uint8_t arms_barred;     /* whether the signs say not to press */
void arms_reset(void);
void arms_latch(void); /* in vertical blank, before the objects are sent */
void arms_update(void);
void arms_draw_carried(void);
void arm_take(uint8_t arm, uint8_t kind);
void arm_sting(uint8_t arm);
uint8_t arm_is_carrying(uint8_t arm);
uint8_t arm_is_awake(uint8_t arm);

/* things.c: what swims, at most one on each lane */
enum { THING_NONE, THING_FISH, THING_NIPPER, THING_URCHIN, THING_GOLD, THING_HEART };
#define GOING 0x80
extern uint8_t things_missed; /* gold that got away in this feast */
void things_reset(void);
uint8_t thing_add(uint8_t kind, uint8_t lane); /* 0 where there is one already */
void things_update(uint8_t speed);             /* sixteenths of half a pixel a frame */
void things_draw(void);
void things_scare(void);
void thing_put(uint8_t kind, uint8_t x, uint8_t y, uint8_t flip);
void spark(uint8_t tile, uint8_t x, uint8_t y, int8_t vx, int8_t vy, uint8_t attr);
void burst(uint8_t x, uint8_t y);
void sparks_update(void);
void sparks_draw(void);

/* events.c */
void event_start(uint8_t event);
void event_update(void); /* S.event goes back to EVENT_NONE when it is over */
void event_draw(void);

/* play.c */
void play_start(void);
void play_frame(void);
void over_frame(void);
void home_frame(void);
void hurt(void);
extern uint8_t safe; /* frames for which nothing hurts */

/* title.c */
void title_start(void);
void title_frame(void);
void dance(void); /* puts buttons into `ctl` */

/* hud.c */
void hud_reset(void);
void hud_update(void);
void say(const char *text);
void score_add(uint8_t tens); /* times the arms that are awake */
void score_settle(void);

/* sound.c */
enum {
  SFX_ARM, /* and seven more, a note for each */
  SFX_CATCH = 8,
  SFX_EAT,
  SFX_SLAP,
  SFX_HURT,
  SFX_HEART,
  SFX_DEPTH,
  SFX_WARN,
  SFX_PHEW,
  SFX_BURST,
  SFX_SPLASH,
  SFX_CREAK,
  SFX_SMART,
};
