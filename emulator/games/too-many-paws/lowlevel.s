; The routines that have to be quick: they run inside the vertical blank, or for every line.

	.module lowlevel
	.globl _shift_objects, _stars
	.globl _drift, _draw_movers, _looks, _follow, _trail_at, _wag, _sway

	.include "lowlevel.inc"

; void drift(Mover *first, uint8_t count)
_drift:
	ld b, a
	ld l, e
	ld h, d
1$:
	ld a, (hl+)		; kind
	or a, a
	jr z, 2$
	inc (hl)		; age
	inc hl
	ld a, (hl+)		; x
	add a, (hl)		; vx
	dec hl
	ld (hl+), a
	inc hl
	ld a, (hl+)		; y
	add a, (hl)		; vy
	dec hl
	ld (hl+), a
	inc hl
	dec b
	jr nz, 1$
	ret
2$:
	ld de, #5
	add hl, de
	dec b
	jr nz, 1$
	ret

; void draw_movers(Mover *first, uint8_t count): one object for each that is alive; see looks in things.c.
_draw_movers:
	ldh (0x93), a
	ld l, e
	ld h, d
	ld a, (_oam_used)
	add a, a
	add a, a
	ld e, a
	ld d, #0xC1
1$:
	ld a, (hl+)		; kind
	or a, a
	jr z, 4$
	ld c, a
	ld a, e
	cp a, #160		; the object list is full
	jr nc, 6$
	ld a, (hl+)		; age
	ld b, a
	ld a, (hl+)		; x
	inc e
	add a, #8
	ld (de), a
	dec e
	inc hl
	ld a, (hl+)		; y
	add a, #16
	ld (de), a
	inc e
	inc e
	inc hl
	push hl
	ld a, c
	add a, a
	add a, a
	add a, #<_looks
	ld l, a
	ld a, #0
	adc a, #>_looks
	ld h, a
	ld a, (hl+)		; the bit of age that picks the frame
	and a, b
	jr z, 2$
	inc hl
	ld a, (hl+)
	jr 3$
2$:
	ld a, (hl+)
	inc hl
3$:
	ld (de), a
	inc e
	ld a, (hl)
	ld (de), a
	inc e
	pop hl
5$:
	ldh a, (0x93)
	dec a
	ldh (0x93), a
	jr nz, 1$
6$:
	srl e
	srl e
	ld a, e
	ld (_oam_used), a
	ret
4$:
	inc hl
	inc hl
	inc hl
	inc hl
	inc hl
	jr 5$

; void follow(uint8_t *row, int8_t step, uint8_t columns): heights of the dog's columns, from the head backwards.
_follow:
	ld b, a			; step
	ldhl sp, #2
	ld c, (hl)		; columns
	ld a, (_S + 0x0E)	; the head's two columns
	ld (de), a
	call 4$
	ld (de), a
	dec c
	dec c
	ld hl, #_trail_at
	ld a, (hl)
	ldh (0x91), a	; scratch: place in the trail
	ld a, (_wag)
	ldh (0x92), a	; and in the sway
1$:
	call 4$
	ldh a, (0x92)
	add a, #8
	and a, #63
	ldh (0x92), a
	add a, #<_sway
	ld l, a
	ld a, #0
	adc a, #>_sway
	ld h, a
	ldh a, (0x91)
	sub a, #2
	and a, #31
	ldh (0x91), a
	ld a, (hl)
	push af
	ldh a, (0x91)
	ld l, a
	ld h, #0xC4
	pop af
	add a, (hl)
	ld (de), a
	dec c
	jr nz, 1$
	pop hl
	inc sp
	jp (hl)
4$:				; next row; keeps A
	bit 7, b
	jr nz, 5$
	inc de
	ret
5$:
	dec de
	ret

	.include "wave.inc"

; void shift_objects(uint8_t count, uint8_t dx): moves the first objects sideways.
_shift_objects:
	ld c, a
	ld hl, #0xC101
1$:
	ld a, (hl)
	add a, e
	ld (hl), a
	inc l
	inc l
	inc l
	inc l
	dec c
	jr nz, 1$
	ret

; void stars(uint8_t near, uint8_t mid): the two strips of star tiles, each 64 bytes from 0x9780; moves the star to
; these rows of its strip, and clears it from the row above.
_stars:
	ld h, #0x97
	ld c, a
	dec a
	and a, #31
	add a, a
	or a, #0x80
	ld l, a
	ld (hl), #0
	ld a, c
	add a, a
	or a, #0x80
	ld l, a
	ld (hl), #0x10
	ld a, e
	dec a
	and a, #31
	add a, a
	or a, #0xC1
	ld l, a
	ld (hl), #0
	ld a, e
	add a, a
	or a, #0xC1
	ld l, a
	ld (hl), #0x02
	ret
