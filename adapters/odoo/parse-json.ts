/** JSON as data; undefined, which JSON itself does not have, where the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // each caller tells it in its own words; the parser's error quotes the text
  }
}
