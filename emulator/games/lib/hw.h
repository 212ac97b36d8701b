/* The hardware registers that the games use. */
#pragma once
#include <stdint.h>

__sfr __at(0x00) JOYP;
__sfr __at(0x0F) IF;
__sfr __at(0x10) NR10;
__sfr __at(0x11) NR11;
__sfr __at(0x12) NR12;
__sfr __at(0x13) NR13;
__sfr __at(0x14) NR14;
__sfr __at(0x16) NR21;
__sfr __at(0x17) NR22;
__sfr __at(0x18) NR23;
__sfr __at(0x19) NR24;
__sfr __at(0x1A) NR30;
__sfr __at(0x1B) NR31;
__sfr __at(0x1C) NR32;
__sfr __at(0x1D) NR33;
__sfr __at(0x1E) NR34;
__sfr __at(0x20) NR41;
__sfr __at(0x21) NR42;
__sfr __at(0x22) NR43;
__sfr __at(0x23) NR44;
__sfr __at(0x24) NR50;
__sfr __at(0x25) NR51;
__sfr __at(0x26) NR52;
__sfr __at(0x40) LCDC;
__sfr __at(0x41) STAT;
__sfr __at(0x42) SCY;
__sfr __at(0x43) SCX;
__sfr __at(0x44) LY;
__sfr __at(0x45) LYC;
__sfr __at(0x47) BGP;
__sfr __at(0x48) OBP0;
__sfr __at(0x49) OBP1;
__sfr __at(0x4A) WY;
__sfr __at(0x4B) WX;
__sfr __at(0x4F) VBK;
__sfr __at(0x68) BCPS;
__sfr __at(0x69) BCPD;
__sfr __at(0x6A) OCPS;
__sfr __at(0x6B) OCPD;
__sfr __at(0xFF) IE;

#define WAVE_RAM ((volatile uint8_t *)0xFF30)
#define BG_TILE_RAM ((uint8_t *)0x9000)
#define OBJ_TILE_RAM ((uint8_t *)0x8000)
#define PICTURE_TILE_RAM ((uint8_t *)0x8800)
#define FIELD_MAP ((uint8_t *)0x9800)
#define PANEL_MAP ((uint8_t *)0x9C00)

/* LCD on, window on its own map, 8x16 objects, background tiles from 0x9000; field or panel map. */
#define LCDC_FIELD 0xE7
#define LCDC_PANEL 0xEF
#define LCDC_NO_OBJECTS 0x02 /* the bit to clear */

#define IE_VBLANK 0x01
#define IE_LINE 0x02

/* Pitch and start, the last two registers of a pulse channel, for the steps of an effect. */
#define PITCH(x) (uint8_t)(x), (uint8_t)(0x80 | ((x) >> 8))

/* A colour of a palette, of five bits each. */
#define RGB(r, g, b) ((uint16_t)((r) | ((g) << 5) | ((b) << 10)))
