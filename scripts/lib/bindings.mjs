/** The names by which a wasm module and its bindings call each other: long, with a hash each, and nobody reads them. */

/**
 * @typedef {{ imports: [module: string, name: string, short: string][], exports: [name: string, short: string][] }} Names
 *   as wasm-opt prints them
 */

/** What wasm-opt is told, for {@link shortenBindings} to follow. */
export const SHORTEN = "--minify-imports-and-exports-and-modules";

/** What that calls the one module that everything is imported from. */
const MODULE = "a";

/**
 * wasm-bindgen's JavaScript, by the names that wasm-opt has given.
 * @param {string} script
 * @param {Names} names
 * @returns {string}
 * @throws {Error} where the script is not as expected: the module could not be loaded with it
 */
export function shortenBindings(script, { imports, exports }) {
  const exported = new Map(exports);
  const imported = new Map(imports.map(([, name, short]) => [name, short]));
  const [[from] = [""]] = imports;
  let provided = 0;
  const shortened = script
    .replace(/\bwasm\.([\w$]+)/g, (_whole, name) => {
      const short = exported.get(name);
      if (short === undefined) throw new Error(`wasm exports no ${name}, which its bindings call`);
      return `wasm.${short}`;
    })
    .replace(/^( +)(__wb[\w$]+): /gm, (whole, indent, name) => {
      const short = imported.get(name);
      if (short === undefined) return whole;
      provided++;
      return `${indent}${short}: `;
    })
    .replace(JSON.stringify(from), JSON.stringify(MODULE));
  if (provided !== imported.size)
    throw new Error(`wasm imports ${imported.size} functions, and its bindings have ${provided} of them`);
  return shortened;
}

/**
 * wasm-bindgen's types, without the names of what wasm exports.
 * @param {string} types
 * @returns {string}
 */
export function shortenTypes(types) {
  return types.replace(
    /(export interface InitOutput \{)[^}]*\}/,
    "$1\n    readonly [shortName: string]: unknown;\n}",
  );
}
