const longestCode = 32;

/** How SKUs and barcodes are compared: `fur-650 w` → `FUR650W`; numbers without their leading zeros. */
export function normaliseCode(code: string): string {
  const letters = code.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  return /^\d{8,}$/.test(letters) ? letters.replace(/^0+/, '') : letters;
}

/** What in a query may be a code: the whole of it, and each word of four or more characters with a digit. */
export function codesIn(query: string): string[] {
  const words = query.split(/\s+/).filter((word) => /\d/.test(word));
  const codes = [normaliseCode(query), ...words.map(normaliseCode).filter((code) => code.length >= 4)];
  return [...new Set(codes)].filter((code) => code.length >= 3 && code.length <= longestCode).slice(0, 10);
}
