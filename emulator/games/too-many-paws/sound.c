/* Music on four channels, and effects that borrow the first pulse and the noise from it. */
#include "game.h"
#include "hw.h"

static const Tune *tune;
static const uint8_t *row; /* the next row of the lead; the other voices follow 16 bytes apart */
static uint8_t bar, step, wait, speed, playing;

/* An effect is steps of a duration in frames and five registers (noise: four, after a 0); duration 0 ends it. */
static const uint8_t *pulse_fx, *noise_fx;
static uint8_t pulse_wait, noise_wait, pulse_rank, noise_rank;

#define PITCH(x) (uint8_t)(x), (uint8_t)(0x80 | ((x) >> 8))

/* clang-format off */
static const uint8_t fx_bark[] = {3, 0x1E, 0x80, 0xC1, PITCH(1480), 4, 0x1F, 0x80, 0xB2, PITCH(1640), 0};
static const uint8_t fx_bone[] = {3, 0, 0x40, 0x91, PITCH(1849), 5, 0, 0x40, 0xA2, PITCH(1899), 0};
static const uint8_t fx_hurt[] = {4, 0x15, 0x80, 0xF1, PITCH(1850), 14, 0x1C, 0x80, 0xD3, PITCH(1780), 0};
static const uint8_t fx_howl[] = {
  8, 0x35, 0x80, 0xA0, PITCH(1400), 10, 0x47, 0x80, 0xD0, PITCH(1650), 24, 0, 0x80, 0xD0, PITCH(1750),
  4, 0, 0x80, 0xD0, PITCH(1758), 4, 0, 0x80, 0xD0, PITCH(1748), 4, 0, 0x80, 0xC0, PITCH(1758), 4, 0, 0x80, 0xC0, PITCH(1748),
  22, 0x3D, 0x80, 0xA3, PITCH(1730), 0};
static const uint8_t fx_level[] = {
  5, 0, 0x80, 0xA2, PITCH(1714), 5, 0, 0x80, 0xA2, PITCH(1783), 5, 0, 0x80, 0xA2, PITCH(1825), 14, 0, 0x80, 0xB3, PITCH(1881), 0};
static const uint8_t fx_heart[] = {
  4, 0, 0x40, 0xA1, PITCH(1750), 4, 0, 0x40, 0xA1, PITCH(1800), 4, 0, 0x40, 0xA1, PITCH(1850), 10, 0, 0x40, 0xB2, PITCH(1900), 0};
static const uint8_t fx_hello[] = {4, 0x26, 0x80, 0xA1, PITCH(1700), 6, 0x16, 0x40, 0xA1, PITCH(1800), 0};
static const uint8_t fx_toot[] = {12, 0x3E, 0x00, 0xA2, PITCH(420), 0};
static const uint8_t fx_pop[] = {8, 0, 0x00, 0xA1, 0x42, 0x80, 0};
static const uint8_t fx_hit[] = {4, 0, 0x00, 0x71, 0x31, 0x80, 0};
static const uint8_t fx_shake[] = {5, 0, 0x00, 0x51, 0x13, 0x80, 0};
static const uint8_t fx_boom[] = {6, 0, 0x00, 0xF0, 0x54, 0x80, 10, 0, 0x00, 0xE0, 0x64, 0x80, 30, 0, 0x00, 0xD4, 0x74, 0x80, 0};

static const struct { const uint8_t *steps; uint8_t noise, rank; } effects[] = {
  {fx_bark, 0, 1}, {fx_toot, 0, 1}, {fx_bone, 0, 2}, {fx_hurt, 0, 4}, {fx_howl, 0, 5}, {fx_level, 0, 3},
  {fx_heart, 0, 3}, {fx_hello, 0, 1}, {fx_pop, 1, 2}, {fx_hit, 1, 1}, {fx_shake, 1, 0}, {fx_boom, 1, 4},
};
static const uint8_t drums[] = {0xC1, 0x56, 0x81, 0x33, 0x41, 0x10}; /* envelope and pitch: kick, snare, hat */
/* A rounded triangle. */
static const uint8_t bass_wave[] = {0x79, 0xBD, 0xEF, 0xFF, 0xFE, 0xED, 0xCB, 0xA8, 0x75, 0x43, 0x21, 0x10, 0x00, 0x01, 0x12, 0x46};
/* clang-format on */

void sound_init(void) {
  uint8_t i;
  NR52 = 0x80;
  NR50 = 0x55;
  NR51 = 0xFF;
  NR30 = 0;
  for (i = 0; i < 16; i++) WAVE_RAM[i] = bass_wave[i];
  NR30 = 0x80;
  pulse_fx = noise_fx = 0;
}

void sound_tune(uint8_t number) {
  tune = tunes + number;
  row = tune->bars;
  bar = 0;
  step = 0;
  wait = 1;
  speed = tune->speed;
  playing = 1;
}

void sound_tempo(uint8_t frames_per_row) {
  speed = frames_per_row;
}

void sfx(uint8_t effect) {
  const uint8_t *steps = effects[effect].steps;
  uint8_t rank = effects[effect].rank;
  if (S.mode == MODE_DEMO) return;
  if (effects[effect].noise) {
    if (noise_fx && noise_rank > rank) return;
    noise_fx = steps;
    noise_rank = rank;
    noise_wait = 0;
  } else {
    if (pulse_fx && pulse_rank > rank) return;
    pulse_fx = steps;
    pulse_rank = rank;
    pulse_wait = 0;
  }
}

static void pulse_step(void) {
  const uint8_t *p = pulse_fx;
  if (pulse_wait) {
    pulse_wait--;
    return;
  }
  if (!*p) {
    pulse_fx = 0;
    NR10 = 0;
    NR12 = 0;
    return;
  }
  pulse_wait = *p++ - 1;
  NR10 = *p++;
  NR11 = *p++;
  NR12 = *p++;
  NR13 = *p++;
  NR14 = *p++;
  pulse_fx = p;
}

static void noise_step(void) {
  const uint8_t *p = noise_fx;
  if (noise_wait) {
    noise_wait--;
    return;
  }
  if (!*p) {
    noise_fx = 0;
    NR42 = 0;
    return;
  }
  noise_wait = *p - 1;
  p += 2;
  NR41 = *p++;
  NR42 = *p++;
  NR43 = *p++;
  NR44 = *p++;
  noise_fx = p;
}

static void music_row(void) {
  uint8_t n;
  uint16_t pitch;
  n = row[0];
  if (n == 1) {
    NR22 = 0;
  } else if (n) {
    pitch = pulse_pitch[n - 2];
    NR21 = 0x80;
    NR22 = 0x84;
    NR23 = pitch;
    NR24 = 0x80 | (pitch >> 8);
  }
  n = row[16];
  if (n && !pulse_fx) {
    if (n == 1) {
      NR12 = 0;
    } else {
      pitch = pulse_pitch[n - 2];
      NR10 = 0;
      NR11 = 0x40;
      NR12 = 0x52;
      NR13 = pitch;
      NR14 = 0x80 | (pitch >> 8);
    }
  }
  n = row[32];
  if (n == 1) {
    NR32 = 0;
  } else if (n) {
    pitch = wave_pitch[n - 2];
    NR32 = 0x20;
    NR33 = pitch;
    /* The wave goes on playing: to restart it would click, and garble its memory on the oldest machines. */
    NR34 = step || bar ? pitch >> 8 : 0x80 | (pitch >> 8);
  }
  n = row[48];
  if (n > 1 && !noise_fx) {
    n = (n - 2) << 1;
    NR41 = 0;
    NR42 = drums[n];
    NR43 = drums[n + 1];
    NR44 = 0x80;
  }
  row++;
  if (++step == 16) {
    step = 0;
    row += 48;
    if (++bar == tune->count) {
      bar = tune->loop;
      row = tune->bars + ((uint16_t)bar << 6);
    }
  }
}

void sound_tick(void) {
  if (playing && !--wait) {
    wait = speed;
    music_row();
  }
  if (pulse_fx) pulse_step();
  if (noise_fx) noise_step();
}
