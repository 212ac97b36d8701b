; Start-up code: interrupt vectors, entry point, memory cleared to zero so that nothing depends on
; what was in it. The cartridge header is filled in by cartridge.mjs.

	.module crt0
	.globl _main, _vblank_seen, _wave_phase, _event_at, _S

	; The linker lays areas out in the order in which they are first named.
	.area _CODE
	.area _HOME
	.area _INITIALIZER
	.area _GSINIT
	.area _GSFINAL
	.area _DATA
	.area _INITIALIZED
	.area _BSS

	.area _HEADER (ABS)
	.org 0x0040
	jp vblank_isr
	; Splits the screen. At the end of line LYC the next event is taken: what shows from the line after,
	; and where the event after that is. In a wave it comes after every line, and takes scroll from a table.
	; No other interrupt is used, so it may lie across their vectors: each cycle counts a hundred times.
	.org 0x0048
	push af
	push hl
	ld hl, #0xFF44
	ld a, (hl+)
	cp a, (hl)
	jr z, line_event
	ld hl, #_wave_phase
	add a, (hl)
	ld l, a
	ld h, #0xC2
	ld a, (hl)
	ldh (0x43), a
	pop hl
	pop af
	reti
line_event:
	ldh a, (0x41)		; wait for the line's end
	and a, #3
	jr nz, line_event
	ld a, (_event_at)
	ld l, a
	ld h, #0xC3
	ld a, (hl+)
	ldh (0x40), a
	ld a, (hl+)
	ldh (0x42), a
	ld a, (hl+)
	ldh (0x43), a
	ld a, (hl+)
	ldh (0x45), a
	ld a, (hl+)
	ldh (0x41), a
	ld a, l
	ld (_event_at), a
	ldh a, (0x0F)		; to write STAT asks for an interrupt on the oldest machines
	and a, #0xFD
	ldh (0x0F), a
	pop hl
	pop af
	reti

	.org 0x0100
	nop
	jp start

	.org 0x0150
start:
	di
	ld sp, #0xE000
	ld b, a			; 0x11 on a Game Boy Color
	xor a
	ld hl, #0xC000
1$:
	ld (hl+), a
	bit 5, h		; until 0xE000
	jr z, 1$
	ld hl, #0xFF80		; the DMA wait loop runs from high RAM
	ld de, #dma_code
	ld c, #(dma_end - dma_code)
2$:
	ld a, (de)
	ld (hl+), a
	inc de
	dec c
	jr nz, 2$
	ld a, b
	cp a, #0x11
	ld a, #0
	jr nz, 3$
	inc a
3$:
	ld (_S + 0x15), a	; State.colour
	call _main
4$:
	jr 4$

dma_code:
	ldh (0x46), a
	ld a, #40
5$:
	dec a
	jr nz, 5$
	ret
dma_end:

vblank_isr:
	push af
	ld a, #1
	ld (_vblank_seen), a
	pop af
	reti
