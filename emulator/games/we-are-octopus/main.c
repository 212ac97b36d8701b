#include "game.h"
#include "hw.h"

/*
 * One turn a frame. In vertical blank: read the buttons, move the hands that are already drawn, send objects and
 * tiles. After it: everything else, into the buffers that the next vertical blank sends.
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
    if (S.mode == MODE_PLAY) ctl = S.pad;
    arms_latch();
    oam_dma();
    video_flush();
    rng();
    oam_used = 0;
    switch (S.mode) {
      case MODE_TITLE: title_frame(); break;
      case MODE_PLAY: play_frame(); break;
      case MODE_OVER: over_frame(); break;
      default: home_frame(); break;
    }
    video_end_frame();
    sound_tick();
    line = LY;
    line = line >= 144 ? line - 144 : line + 10;
    if (line > S.worst_line && S.frame > 2) S.worst_line = line;
  }
}
