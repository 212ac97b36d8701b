/** Our styles in a shadow root: they do not reach the page, and the page's do not reach them. */

/** A browser's own size of letters, in pixels: what a rem is where the page has not changed it. */
const REM_PX = 16;

/** A sheet to be adopted. A rem is of the page's making, and so measures in it become pixels. */
export function makeShadowSheet(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css.replace(/(?<![\w-])(-?\d*\.?\d+)rem\b/g, (_, rem) => `${Number(rem) * REM_PX}px`));
  return sheet;
}
