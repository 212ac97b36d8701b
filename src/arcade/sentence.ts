/** An error's message as a sentence for people: with a capital letter, and one full stop. */
export function toSentence(error: Error): string {
  const text = error.message.trim().replace(/\.+$/, "");
  return text === "" ? "Something went wrong." : `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}
