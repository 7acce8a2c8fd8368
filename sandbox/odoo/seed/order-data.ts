/** One past order of a customer. */
export interface SeedOrder {
  customer: string;
  daysAgo: number;
  /** What has become of it; every state includes the ones before it but `cancelled`. */
  state: 'cancelled' | 'quotation' | 'confirmed' | 'delivered' | 'invoiced' | 'paid';
  /** SKU and quantity. */
  lines: [code: string, quantity: number][];
}

/** Past orders, oldest first. */
export const orders: SeedOrder[] = [
  {
    customer: 'Construtora Horizonte Ltda',
    daysAgo: 62,
    state: 'paid',
    lines: [
      ['CIM-CP2', 60],
      ['ARG-AC1', 40],
    ],
  },
  {
    customer: 'Ana Souza',
    daysAgo: 41,
    state: 'paid',
    lines: [
      ['FUR-650-127', 1],
      ['CHV-6', 1],
    ],
  },
  {
    customer: 'Bruno Carvalho',
    daysAgo: 33,
    state: 'invoiced',
    lines: [
      ['TIN-ACR-18000', 2],
      ['ROL-23', 2],
    ],
  },
  { customer: 'Carla Mendes', daysAgo: 21, state: 'delivered', lines: [['CHU-5500-220', 1]] },
  { customer: 'Diego Ferreira', daysAgo: 15, state: 'cancelled', lines: [['MAR-800-127', 1]] },
  {
    customer: 'Construtora Horizonte Ltda',
    daysAgo: 9,
    state: 'confirmed',
    lines: [
      ['TUB-25', 30],
      ['JOE-25', 80],
    ],
  },
  {
    customer: 'Eduarda Lima',
    daysAgo: 6,
    state: 'delivered',
    lines: [
      ['LED-9W', 10],
      ['LUM-MES-PT', 1],
    ],
  },
  {
    customer: 'Ana Souza',
    daysAgo: 3,
    state: 'confirmed',
    lines: [
      ['LIX-200-127', 1],
      ['OCU-INC', 2],
    ],
  },
  {
    customer: 'Karina Duarte',
    daysAgo: 2,
    state: 'quotation',
    lines: [
      ['PAN-5-VM', 1],
      ['FAC-6', 1],
    ],
  },
  { customer: 'Bruno Carvalho', daysAgo: 1, state: 'quotation', lines: [['ESC-5', 1]] },
];
