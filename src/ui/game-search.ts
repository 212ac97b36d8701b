/** Which names a search finds. */

/** As it is compared: without accents, and with small letters alone. */
function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleUpperCase().toLocaleLowerCase();
}

/** The names that have every word of the query in them, in their order. An empty query finds all. */
export function findNames(names: readonly string[], query: string): readonly string[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return names;
  return names.filter((name) => {
    const compared = plain(name);
    return words.every((word) => compared.includes(word));
  });
}
