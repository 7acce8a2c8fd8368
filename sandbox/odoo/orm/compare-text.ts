const collator = new Intl.Collator('pt-BR');

/** The order of two texts, as a PostgreSQL database made for Portuguese has it. */
export function compareText(first: string, second: string): number {
  return collator.compare(first, second);
}
