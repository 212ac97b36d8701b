/* What a game's video.c has of the screen's splits; where each begins and ends is the game's own. */
#pragma once

/* The splits of the frame on screen and of the next, in halves of a page; the line interrupt reads them. */
typedef struct {
  uint8_t lcdc, scy, scx, next_line, stat;
} Event;
static Event __at(0xC300) events[2][25];
uint8_t event_at;
static Event *event;
#define STAT_AT_LINE 0x40
#define STAT_EACH_LINE 0x08
