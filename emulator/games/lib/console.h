/* What a game's parts share with what is here: the pad, objects, and the routines of lowlevel.inc, wave.inc and sound.inc. */
#pragma once
#include <stdint.h>

enum {
  PAD_RIGHT = 0x01,
  PAD_LEFT = 0x02,
  PAD_UP = 0x04,
  PAD_DOWN = 0x08,
  PAD_A = 0x10,
  PAD_B = 0x20,
  PAD_SELECT = 0x40,
  PAD_START = 0x80,
};

typedef struct {
  uint8_t y, x, tile, attr;
} Object;

/* What is sent to the object memory each vertical blank, and how much of it is filled. */
extern Object __at(0xC100) oam[40];
extern uint8_t oam_used;

/* The scroll of waving lines, indexed by line + phase; 64 values, four times. */
extern uint8_t __at(0xC200) wave[256];
extern uint8_t wave_phase;

/* lowlevel.inc */
void wait_vblank(void);
uint8_t read_pad(void);
void oam_dma(void);
void copy20(uint8_t *to, const uint8_t *from);
void fill(uint8_t value, uint8_t *to, uint8_t count);
uint8_t rng(void);
void lamps(uint8_t pad, uint8_t *to, uint8_t tile);
void put(uint8_t x, uint8_t y, uint8_t tile, uint8_t attr);   /* one 8x16 object */
void put16(uint8_t x, uint8_t y, uint8_t tile, uint8_t attr); /* two side by side, mirrored as a pair */

/* wave.inc */
void make_wave(uint8_t middle, const int8_t *sixty_four); /* fills `wave` */

/* sound.inc */
void sound_init(void);
void sound_tune(uint8_t tune);
void sound_tempo(uint8_t frames_per_row);
void sfx(uint8_t effect);
void sound_tick(void);
