/*
 * Progress, kept by the cartridge's battery: twice, one after the other, each with a sum, so that one of them is
 * whole whenever the power goes.
 */
#include "game.h"

#define MAPPER_RAM (*(volatile uint8_t *)0x0000) /* 0x0A opens the RAM, anything else closes it */
#define RAM ((uint8_t *)0xA000)
#define SECOND 0x80
#define VERSION 1
#define AT_LEVEL 3
#define AT_WON 4
#define AT_SUM (AT_WON + LEVELS)

uint8_t won[LEVELS];
static uint8_t due; /* copies that are still to be written */

static uint8_t sum_of(const uint8_t *copy) {
  uint8_t i, sum = 0x5A;
  for (i = 0; i < AT_SUM; i++) sum = (sum << 1 | sum >> 7) ^ *copy++;
  return sum;
}

static uint8_t whole(const uint8_t *copy) {
  uint8_t i;
  if (copy[0] != 'L' || copy[1] != 'P' || copy[2] != VERSION) return 0;
  if (copy[AT_SUM] != sum_of(copy)) return 0;
  if (!copy[AT_LEVEL] || copy[AT_LEVEL] > LEVELS) return 0;
  for (i = 0; i < LEVELS; i++) {
    if (copy[AT_WON + i] > 3) return 0;
  }
  return 1;
}

static void count(void) {
  uint8_t i;
  S.petals = 0;
  S.solved = 0;
  for (i = 0; i < LEVELS; i++) {
    S.petals += won[i];
    if (won[i]) S.solved++;
  }
}

void save_load(void) {
  const uint8_t *copy = RAM;
  uint8_t i;
  MAPPER_RAM = 0x0A;
  if (!whole(copy)) copy += SECOND;
  S.level = 1;
  if (whole(copy)) {
    S.kept = 1;
    S.level = copy[AT_LEVEL];
    for (i = 0; i < LEVELS; i++) won[i] = copy[AT_WON + i];
  }
  MAPPER_RAM = 0;
  count();
}

static void write(uint8_t *copy) {
  uint8_t i;
  copy[0] = 'L';
  copy[1] = 'P';
  copy[2] = VERSION;
  copy[AT_LEVEL] = S.level;
  for (i = 0; i < LEVELS; i++) copy[AT_WON + i] = won[i];
  copy[AT_SUM] = sum_of(copy);
}

void save_write(void) {
  count();
  due = 2;
}

/* One copy a frame: both at once would take too long. */
void save_frame(void) {
  if (!due) return;
  MAPPER_RAM = 0x0A;
  write(due == 2 ? RAM : RAM + SECOND);
  MAPPER_RAM = 0;
  due--;
}

/* A pond is open when all before it are solved but two. */
uint8_t level_open(uint8_t level) {
  return won[level - 1] || level <= S.solved + 3;
}
