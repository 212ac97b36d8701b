; The routines that have to be quick: they run inside the vertical blank.

	.module lowlevel
	.globl _signs, _sign_tile, _reach, _queue, _queue_flush, _queue_used
	.globl _lane_at, _slant_x, _slant_y, _arms_draw, _arm_far, _hand_tile, _hand_attr, _sway_x, _sway_y

	.include "lowlevel.inc"
	.include "wave.inc"

	.area _DATA
_queue_used:
	.ds 1
stack_kept:
	.ds 2

	.area _CODE

; void signs(uint8_t held): the tile in the middle of each bubble; a held button's is the next one.
; The places are those of `bubbles` in arms.c.
_signs:
	ld b, a
	ld hl, #_sign_tile
	.irp place, 0x9912, 0x9902, 0x984A, 0x99CA, 0x9871, 0x9863, 0x99A3, 0x99B1
	ld a, (hl+)
	srl b
	adc a, #0
	ld (place), a
	.endm
	ret

; void reach(uint8_t arms): the hands are the first objects, two for each arm.
_reach:
	ld b, a
	ld hl, #0xC100
	ld de, #steps
1$:
	srl b
	jr nc, 2$
	ld a, (de)
	add a, (hl)
	ld (hl+), a
	inc de
	ld a, (de)
	add a, (hl)
	ld (hl+), a
	inc l
	inc l
	dec de
	ld a, (de)
	add a, (hl)
	ld (hl+), a
	inc de
	ld a, (de)
	add a, (hl)
	ld (hl+), a
	inc l
	inc l
	inc de
	jr 3$
2$:
	ret z			; no more arms
	inc de
	inc de
	ld a, l
	add a, #8
	ld l, a
3$:
	ld a, l
	cp a, #64
	jr nz, 1$
	ret
steps:				; down, across: right, left, up, down, A, B, select, start
	.db 0, 4, 0, -4, -4, 0, 4, 0, -3, 3, -3, -3, 3, -3, 3, 3

; void queue(uint16_t at, uint8_t tile): from 0xC400, four bytes each.
_queue:
	ld c, a
	ld hl, #_queue_used
	ld a, (hl)
	cp a, #40		; QUEUE_MAX
	jr nc, 1$
	inc (hl)
	add a, a
	add a, a
	ld l, a
	ld h, #0xC4
	ld a, e
	ld (hl+), a
	ld a, d
	ld (hl+), a
	ld (hl), c
	ret
1$:
	ld hl, #(_S + 0x1F)	; State.unqueued
	inc (hl)
	ret

; void queue_flush(void)
_queue_flush:
	ld a, (_queue_used)
	or a, a
	ret z
	ld b, a
	xor a
	ld (_queue_used), a
	di			; the stack is borrowed
	ld (stack_kept), sp
	ld sp, #0xC400
1$:
	pop hl
	pop de
	ld (hl), e
	dec b
	jr nz, 1$
	ld hl, #stack_kept
	ld a, (hl+)
	ld h, (hl)
	ld l, a
	ld sp, hl
	ei
	ret

; uint16_t lane_at(uint8_t lane, uint8_t distance): the place on the screen, y in the high byte, x in the low.
_lane_at:
	ld c, a
	ld d, e			; straight: as far down as across
	cp a, #4
	jr c, 1$
	ld hl, #_slant_y
	ld a, l
	add a, e
	ld l, a
	jr nc, 2$
	inc h
2$:
	ld d, (hl)
	ld hl, #_slant_x
	ld a, l
	add a, e
	ld l, a
	jr nc, 3$
	inc h
3$:
	ld e, (hl)
1$:
	ld hl, #ways
	ld a, l
	add a, c
	ld l, a
	jr nc, 4$
	inc h
4$:
	ld l, (hl)
	ld a, #80		; CENTRE_X
	bit 0, l
	jr z, 5$
	add a, e
5$:
	bit 1, l
	jr z, 6$
	sub a, e
6$:
	ld c, a
	ld a, #60		; CENTRE_Y
	bit 2, l
	jr z, 7$
	sub a, d
7$:
	bit 3, l
	jr z, 8$
	add a, d
8$:
	ld b, a
	ret
ways:				; 1 right, 2 left, 4 up, 8 down
	.db 1, 2, 4, 8, 5, 6, 10, 9

; void arms_draw(void): the hands, two objects each, by how far they are; must be the first to draw.
_arms_draw:
	ld de, #0xC100
1$:
	ld a, e			; eight bytes an arm
	rrca
	rrca
	rrca
	ld c, a
	ld hl, #_arm_far
	add a, l
	ld l, a
	jr nc, 2$
	inc h
2$:
	ld a, (hl)
	sub a, #20		; REST
	srl a
	ld b, a
	ld a, e			; sixteen bytes a row
	add a, a
	add a, b
	ld hl, #places
	add a, l
	ld l, a
	jr nc, 3$
	inc h
3$:
	ld a, (hl+)
	ld b, (hl)
	ld hl, #_sway_y
	add a, (hl)
	ld (de), a
	set 2, e
	ld (de), a
	res 2, e
	inc e
	ld hl, #_sway_x
	ld a, b
	add a, (hl)
	ld (de), a
	set 2, e
	add a, #8
	ld (de), a
	inc e
	ld hl, #_hand_attr
	ld a, l
	add a, c
	ld l, a
	jr nc, 4$
	inc h
4$:
	ld b, (hl)
	ld hl, #_hand_tile
	ld a, l
	add a, c
	ld l, a
	jr nc, 5$
	inc h
5$:
	ld a, (hl)
	bit 5, b		; mirrored: the right half comes first
	jr nz, 6$
	add a, #2
	ld (de), a
	sub a, #2
	jr 7$
6$:
	ld (de), a
	add a, #2
7$:
	res 2, e
	ld (de), a
	inc e
	ld a, b
	ld (de), a
	set 2, e
	ld (de), a
	inc e
	ld a, e
	cp a, #64
	jr nz, 1$
	ld a, #16
	ld (_oam_used), a
	ret
places:				; object places, down and across, for each four pixels of reach
	.db 68, 100, 68, 104, 68, 108, 68, 112, 68, 116, 68, 120, 68, 124, 0, 0
	.db 68, 60, 68, 56, 68, 52, 68, 48, 68, 44, 68, 40, 68, 36, 0, 0
	.db 48, 80, 44, 80, 40, 80, 36, 80, 32, 80, 28, 80, 24, 80, 0, 0
	.db 88, 80, 92, 80, 96, 80, 100, 80, 104, 80, 108, 80, 112, 80, 0, 0
	.db 53, 95, 50, 98, 47, 101, 44, 104, 41, 107, 38, 110, 35, 113, 0, 0
	.db 53, 65, 50, 62, 47, 59, 44, 56, 41, 53, 38, 50, 35, 47, 0, 0
	.db 83, 65, 86, 62, 89, 59, 92, 56, 95, 53, 98, 50, 101, 47, 0, 0
	.db 83, 95, 86, 98, 89, 101, 92, 104, 95, 107, 98, 110, 101, 113, 0, 0
