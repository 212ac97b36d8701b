/* The effects; lib/sound.inc plays them, and the music. */
#include "game.h"
#include "hw.h"

#define SILENT (S.mode != MODE_PLAY)

/* clang-format off */
/* Each arm has its note, of a scale in which any two sound well. */
#define NOTE(n, pitch) static const uint8_t note_##n[] = {2, 0, 0x80, 0x91, PITCH(pitch), 5, 0, 0x40, 0x62, PITCH(pitch), 0};
NOTE(0, 1714) NOTE(1, 1750) NOTE(2, 1798) NOTE(3, 1825) NOTE(4, 1849) NOTE(5, 1881) NOTE(6, 1899) NOTE(7, 1923)
static const uint8_t fx_catch[] = {3, 0, 0x40, 0xA1, PITCH(1881), 6, 0, 0x40, 0xA2, PITCH(1923), 0};
static const uint8_t fx_eat[] = {3, 0x1D, 0x80, 0x91, PITCH(1500), 3, 0, 0x80, 0x01, PITCH(1500), 4, 0x1D, 0x80, 0x91, PITCH(1560), 0};
static const uint8_t fx_hurt[] = {4, 0x15, 0x80, 0xF1, PITCH(1850), 18, 0x1C, 0x80, 0xD3, PITCH(1700), 0};
static const uint8_t fx_heart[] = {
  4, 0, 0x40, 0xA1, PITCH(1798), 4, 0, 0x40, 0xA1, PITCH(1849), 4, 0, 0x40, 0xA1, PITCH(1881), 10, 0, 0x40, 0xB2, PITCH(1923), 0};
static const uint8_t fx_depth[] = {
  5, 0, 0x80, 0xA2, PITCH(1714), 5, 0, 0x80, 0xA2, PITCH(1783), 5, 0, 0x80, 0xA2, PITCH(1825), 16, 0, 0x80, 0xB3, PITCH(1881), 0};
static const uint8_t fx_warn[] = {9, 0, 0x80, 0xC7, PITCH(1300), 9, 0, 0x80, 0xC7, PITCH(1345), 9, 0, 0x80, 0xC7, PITCH(1300), 12, 0, 0x80, 0xC2, PITCH(1345), 0};
static const uint8_t fx_phew[] = {10, 0x2E, 0x80, 0xA2, PITCH(1820), 16, 0x3D, 0x80, 0xA3, PITCH(1750), 0};
static const uint8_t fx_creak[] = {6, 0x1E, 0x00, 0x71, PITCH(1100), 0};
static const uint8_t fx_smart[] = {4, 0, 0x80, 0x71, PITCH(1849), 6, 0, 0x80, 0x61, PITCH(1899), 0};
static const uint8_t fx_slap[] = {3, 0, 0x00, 0xC1, 0x32, 0x80, 5, 0, 0x00, 0x81, 0x51, 0x80, 0};
static const uint8_t fx_burst[] = {6, 0, 0x00, 0xF0, 0x54, 0x80, 10, 0, 0x00, 0xD0, 0x44, 0x80, 30, 0, 0x00, 0xC4, 0x33, 0x80, 0};
static const uint8_t fx_splash[] = {4, 0, 0x00, 0x90, 0x23, 0x80, 16, 0, 0x00, 0xA2, 0x42, 0x80, 0};

static const struct { const uint8_t *steps; uint8_t noise, rank; } effects[] = {
  {note_0, 0, 0}, {note_1, 0, 0}, {note_2, 0, 0}, {note_3, 0, 0}, {note_4, 0, 0}, {note_5, 0, 0}, {note_6, 0, 0}, {note_7, 0, 0},
  {fx_catch, 0, 2}, {fx_eat, 0, 1}, {fx_slap, 1, 2}, {fx_hurt, 0, 5}, {fx_heart, 0, 4}, {fx_depth, 0, 4}, {fx_warn, 0, 4},
  {fx_phew, 0, 3}, {fx_burst, 1, 4}, {fx_splash, 1, 3}, {fx_creak, 0, 1}, {fx_smart, 0, 1},
};
/* clang-format on */

#include "sound.inc"
