; The routines that have to be quick: they run inside the vertical blank.

	.module lowlevel
	.globl _copy_tile, _set_palettes, _send_row, _send_row_mirrored

	.include "lowlevel.inc"

; void copy_tile(uint8_t *to, const uint8_t *from)
_copy_tile:
	ld l, c
	ld h, b
	.rept 16
	ld a, (hl+)
	ld (de), a
	inc e
	.endm
	ret

; void set_palettes(uint8_t unused, const uint8_t *colours): the background's, 64 bytes.
_set_palettes:
	ld l, e
	ld h, d
	ld a, #0x80
	ldh (0x68), a
	ld b, #8
1$:
	.rept 8
	ld a, (hl+)
	ldh (0x69), a
	.endm
	dec b
	jr nz, 1$
	ret

; void send_row(uint8_t *to, const uint8_t *from): 20 tiles, and on a colour machine their attributes, 480 bytes on.
_send_row:
	push de
	ld l, c
	ld h, b
	.rept 20
	ld a, (hl+)
	ld (de), a
	inc e
	.endm
	pop de
	ld a, (_S + 0x15)	; State.colour
	or a, a
	ret z
	ldh (0x4F), a
	ld bc, #460
	add hl, bc
	.rept 20
	ld a, (hl+)
	ld (de), a
	inc e
	.endm
	xor a
	ldh (0x4F), a
	ret

; void send_row_mirrored(uint8_t *to, const uint8_t *from): the same, each in the palette after its own.
_send_row_mirrored:
	push de
	ld l, c
	ld h, b
	.rept 20
	ld a, (hl+)
	ld (de), a
	inc e
	.endm
	pop de
	ld a, (_S + 0x15)
	or a, a
	ret z
	ldh (0x4F), a
	ld bc, #460
	add hl, bc
	.rept 20
	ld a, (hl+)
	inc a
	ld (de), a
	inc e
	.endm
	xor a
	ldh (0x4F), a
	ret
