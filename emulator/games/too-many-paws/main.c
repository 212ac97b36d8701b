#include "game.h"
#include "hw.h"

/*
 * One turn a frame. In vertical blank: read the buttons, move the dog that is already drawn, send objects and
 * status bar. After it: everything else, into the buffers that the next vertical blank sends.
 */
void main(void) {
  uint8_t line;
  S.rng = 0x1DEA;
  video_init();
  sound_init();
  title_start();
  for (;;) {
    wait_vblank();
    S.frame++;
    S.pad = read_pad();
    if (S.mode != MODE_DEMO) ctl = S.pad;
    if (S.mode & 1) dog_latch();
    oam_dma();
    video_flush();
    sky_update();
    rng();
    oam_used = 0;
    switch (S.mode) {
      case MODE_TITLE: title_frame(); break;
      case MODE_OVER: over_frame(); break;
      default: play_frame(); break;
    }
    video_end_frame();
    sound_tick();
    line = LY;
    line = line >= 144 ? line - 144 : line + 10;
    if (line > S.worst_line && S.frame > 2) S.worst_line = line;
  }
}
