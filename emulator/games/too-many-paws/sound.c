/* The effects; lib/sound.inc plays them, and the music. */
#include "game.h"
#include "hw.h"

#define SILENT (S.mode == MODE_DEMO)

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
/* clang-format on */

#include "sound.inc"
