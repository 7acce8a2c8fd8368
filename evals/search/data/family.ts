/** Products that differ in a few options only; one product for each combination. */
export interface Family {
  /** Start of the SKUs: `FUI` makes `FUI-001`, `FUI-002`, … */
  code: string;
  /** Names of options in braces: `Furadeira de Impacto {power} {brand}`. */
  title: string;
  category: string;
  text: string;
  /** Of the first combination, in reais; each further one costs 4 % more. */
  price: number;
  options: Record<string, readonly string[]>;
}
