/**
 * What is measured of a game, over the last minutes: in columns of numbers that cost next to nothing while nobody looks.
 *
 * The Worker makes a sample now and then, the page keeps them. What may not come in: how any of it is shown. See docs/statistics.md.
 *
 * @module
 */
export { HOST_FIGURES, PLAY_FIGURES } from "./figures.ts";
export { FigureHistory } from "./history.ts";
