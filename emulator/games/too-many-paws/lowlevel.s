; The routines that have to be quick: they run inside the vertical blank, or for every line.
; SDCC's sm83 convention: first 8-bit argument in A, first 16-bit argument in DE, second in BC.

	.module lowlevel
	.globl _vblank_seen, _wait_vblank, _read_pad, _oam_dma, _copy20, _lamps, _fill, _S
	.globl _shift_objects, _stars
	.globl _drift, _draw_movers, _looks, _follow, _make_wave, _trail_at, _wag, _sway
	.globl _rng, _put, _put16, _oam_used

	.area _DATA
_vblank_seen:
	.ds 1

	.area _CODE

; void wait_vblank(void): sleeps to the next vertical blank; one that has already passed is counted as missed.
_wait_vblank:
	ld hl, #_vblank_seen
	di
	ld a, (hl)
	or a, a
	jr z, 1$
	ld (hl), #0
	push hl
	ld hl, #(_S + 3)	; State.missed
	inc (hl)
	pop hl
1$:
	ei			; takes effect after the halt has begun, so no interrupt slips between
	halt
	nop
	di
	ld a, (hl)
	or a, a
	jr z, 1$
	ld (hl), #0
	ei
	ret

; uint8_t read_pad(void): bits 0..7 right, left, up, down, A, B, select, start; 1 is held.
_read_pad:
	ld a, #0x20
	ldh (0x00), a
	ldh a, (0x00)
	ldh a, (0x00)
	cpl
	and a, #0x0F
	ld b, a
	ld a, #0x10
	ldh (0x00), a
	ldh a, (0x00)
	ldh a, (0x00)
	ldh a, (0x00)
	ldh a, (0x00)
	cpl
	and a, #0x0F
	swap a
	or a, b
	ld b, a
	ld a, #0x30
	ldh (0x00), a
	ld a, b
	ret

; void oam_dma(void)
_oam_dma:
	ld a, #0xC1
	jp 0xFF80

; void copy20(uint8_t *to, const uint8_t *from): one row of the screen; `to` must not cross a page.
_copy20:
	ld l, c
	ld h, b
	.rept 20
	ld a, (hl+)
	ld (de), a
	inc e
	.endm
	ret

; void lamps(uint8_t pad, uint8_t *to, uint8_t tile): eight tiles, unlit or lit; tile is on the stack.
_lamps:
	ld c, a
	ldhl sp, #2
	ld b, (hl)
	ld l, e
	ld h, d
	ld e, #8
1$:
	srl c
	ld a, b
	adc a, #0
	ld (hl+), a
	inc b
	inc b
	dec e
	jr nz, 1$
	pop hl
	inc sp
	jp (hl)

; void fill(uint8_t value, uint8_t *to, uint8_t count): count is on the stack, 1 or more.
_fill:
	ld c, a
	ldhl sp, #2
	ld b, (hl)
	ld l, e
	ld h, d
	ld a, c
1$:
	ld (hl+), a
	dec b
	jr nz, 1$
	pop hl
	inc sp
	jp (hl)

; uint8_t rng(void): 16-bit xorshift (7, 9, 8); State.rng must not be zero.
_rng:
	ld hl, #(_S + 0x1C)
	ld a, (hl+)
	ld d, (hl)
	ld e, a
	ld a, d			; high byte of x ^= x << 7
	rra
	ld a, e
	rra
	xor a, d
	ld d, a
	ld a, e			; its low byte and x ^= x >> 9 in one
	rra
	ld a, d
	rra
	xor a, e
	ld e, a
	xor a, d		; x ^= x << 8
	ld d, a
	ld (hl-), a
	ld (hl), e
	ld a, e
	ret

; void put(uint8_t x, uint8_t y, uint8_t tile, uint8_t attr): tile and attr are on the stack.
_put:
	ld c, a
	ld a, (_oam_used)
	cp a, #40
	jr nc, 1$
	ld b, a
	inc a
	ld (_oam_used), a
	ld a, b
	add a, a
	add a, a
	ld l, a
	ld h, #0xC1
	ld a, e
	add a, #16
	ld (hl+), a
	ld a, c
	add a, #8
	ld (hl+), a
	ld d, h
	ld e, l
	ldhl sp, #2
	ld a, (hl+)
	ld (de), a
	inc e
	ld a, (hl)
	ld (de), a
1$:
	pop hl
	add sp, #2
	jp (hl)

; void put16(uint8_t x, uint8_t y, uint8_t tile, uint8_t attr)
_put16:
	ld c, a
	ld a, (_oam_used)
	cp a, #39
	jr nc, 1$
	ld b, a
	add a, #2
	ld (_oam_used), a
	ld a, b
	add a, a
	add a, a
	push af
	ldhl sp, #4
	ld d, (hl)		; tile
	inc hl
	ld b, (hl)		; attr
	pop af
	ld l, a
	ld h, #0xC1
	ld a, e
	add a, #16
	ld e, a
	ld (hl+), a
	ld a, c
	add a, #8
	ld c, a
	ld (hl+), a
	bit 5, b		; mirrored: the right half comes first
	jr z, 2$
	inc d
	inc d
2$:
	ld a, d
	ld (hl+), a
	ld a, b
	ld (hl+), a
	ld a, e
	ld (hl+), a
	ld a, c
	add a, #8
	ld (hl+), a
	ld a, d
	bit 5, b
	jr z, 3$
	sub a, #4
3$:
	add a, #2
	ld (hl+), a
	ld (hl), b
1$:
	pop hl
	add sp, #2
	jp (hl)

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

; void make_wave(uint8_t middle, const int8_t *sixty_four)
_make_wave:
	ld c, a
	ld hl, #0xC200
1$:
	ld a, (de)
	inc de
	add a, c
	ld (hl), a
	set 6, l
	ld (hl), a
	set 7, l
	ld (hl), a
	res 6, l
	ld (hl), a
	res 7, l
	inc l
	ld a, l
	cp a, #64
	jr nz, 1$
	ret

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
