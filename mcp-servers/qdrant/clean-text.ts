/** Control characters but tab and line feed, and those that hide text or turn its direction. */
const unreadable =
  /[^\P{Cc}\t\n]|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;

/** A text as a person would see it: what only a model would read in it is taken out. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(unreadable, '');
}
