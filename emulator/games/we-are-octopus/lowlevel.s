; The routines that have to be quick: they run inside the vertical blank.

	.module lowlevel
	.globl _signs, _sign_tile, _reach, _queue, _queue_flush, _queue_used

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
