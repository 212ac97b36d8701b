#include "game.h"
#include "hw.h"

State __at(0xC000) S;
uint8_t pressed;

/* One turn a frame. In vertical blank: buttons, objects, what changed on the screen. After it: everything else. */
void main(void) {
  uint8_t line, before;
  S.rng = 0x1DEA;
  video_init();
  sound_init();
  save_load();
  title_start();
  for (;;) {
    wait_vblank();
    S.frame++;
    before = S.pad;
    S.pad = read_pad();
    pressed = S.pad & ~before;
    oam_dma();
    video_flush();
    oam_used = 0;
    switch (S.mode) {
      case MODE_TITLE: title_frame(); break;
      case MODE_MAP: map_frame(); break;
      default: play_frame(); break;
    }
    save_frame();
    video_end_frame();
    sound_tick();
    line = LY;
    line = line >= 144 ? line - 144 : line + 10;
    if (line > S.worst_line && S.frame > 2) S.worst_line = line;
  }
}
