/** The attributes that the shop's products come in, with the code that each value adds to the SKU. */
export const attributes = {
  Tensão: { '127 V': '127', '220 V': '220' },
  Cor: { Branco: 'BR', Preto: 'PT', Cinza: 'CZ', Azul: 'AZ', Vermelho: 'VM', Areia: 'AR' },
  Tamanho: { P: 'P', M: 'M', G: 'G', GG: 'GG' },
  Volume: { '900 ml': '900', '3,6 L': '3600', '18 L': '18000' },
} as const;

/** One product of the shop. */
export interface SeedProduct {
  /** The SKU; a variant adds the codes of its attribute values. */
  code: string;
  name: string;
  /** Sales price in reais, of the first variant. */
  price: number;
  /** Pieces in stock: one number, or one for each variant in the order of `values`. */
  stock: number | number[];
  description: string;
  attribute?: keyof typeof attributes;
  values?: string[];
  /** What a value costs more than the first, in reais. */
  extra?: Record<string, number>;
  kind?: 'goods' | 'service';
  unit?: 'kg' | 'm' | 'Unidades';
}

/** The products of one category. */
export interface SeedCategory {
  name: string;
  /** The category above it. */
  parent: string;
  /** Whether tax (IPI) comes on top of the price, as on industrial goods. */
  taxed: boolean;
  products: SeedProduct[];
}
