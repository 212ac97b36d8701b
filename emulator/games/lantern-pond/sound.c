/* The effects; lib/sound.inc plays them, and the music. */
#include "game.h"
#include "hw.h"

/* clang-format off */
static const uint8_t fx_gust[] = {5, 0, 0x00, 0x29, 0x43, 0x80, 8, 0, 0x00, 0x59, 0x42, 0x80, 22, 0, 0x00, 0x73, 0x43, 0x80, 0};
static const uint8_t fx_bump[] = {5, 0, 0x80, 0x61, PITCH(1300), 0};
static const uint8_t fx_home[] = {6, 0, 0x80, 0x91, PITCH(1899), 6, 0, 0x80, 0x91, PITCH(1923), 16, 0, 0x80, 0x93, PITCH(1949), 0};
static const uint8_t fx_back[] = {4, 0, 0x80, 0x61, PITCH(1750), 6, 0, 0x80, 0x61, PITCH(1700), 0};
static const uint8_t fx_clear[] = {
  8, 0, 0x80, 0xA2, PITCH(1797), 8, 0, 0x80, 0xA2, PITCH(1849), 8, 0, 0x80, 0xA2, PITCH(1881), 8, 0, 0x80, 0xA2, PITCH(1899),
  8, 0, 0x80, 0xA2, PITCH(1923), 30, 0, 0x80, 0xB4, PITCH(1949), 0};
static const uint8_t fx_over[] = {14, 0, 0x80, 0x92, PITCH(1714), 14, 0, 0x80, 0x92, PITCH(1650), 30, 0, 0x80, 0x94, PITCH(1546), 0};
static const uint8_t fx_move[] = {4, 0, 0x80, 0x71, PITCH(1881), 0};
static const uint8_t fx_go[] = {5, 0, 0x80, 0x91, PITCH(1849), 12, 0, 0x80, 0x92, PITCH(1923), 0};
static const uint8_t fx_deny[] = {7, 0, 0x80, 0x51, PITCH(1379), 0};
static const uint8_t fx_crack[] = {3, 0, 0x00, 0xA1, 0x30, 0x80, 4, 0, 0x00, 0x81, 0x22, 0x80, 8, 0, 0x00, 0x61, 0x41, 0x80, 0};
static const uint8_t fx_sink[] = {30, 0x3F, 0x80, 0x94, PITCH(1700), 30, 0x4F, 0x80, 0x84, PITCH(1546), 0};
static const uint8_t fx_hint[] = {6, 0, 0x40, 0x71, PITCH(1923), 6, 0, 0x40, 0x71, PITCH(1960), 14, 0, 0x40, 0x72, PITCH(1949), 0};

static const struct { const uint8_t *steps; uint8_t noise, rank; } effects[] = {
  {fx_gust, 1, 0}, {fx_bump, 0, 0}, {fx_home, 0, 2}, {fx_back, 0, 1}, {fx_clear, 0, 4}, {fx_over, 0, 4},
  {fx_move, 0, 1}, {fx_go, 0, 3}, {fx_deny, 0, 1}, {fx_crack, 1, 2}, {fx_sink, 0, 4}, {fx_hint, 0, 2},
};
/* clang-format on */

#include "sound.inc"
