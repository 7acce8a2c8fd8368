/** Customers that the page offers, so that a person need not invent any. */
export const sampleCustomers = [
  { name: 'Maria Oliveira', phone: '+5511999990001' },
  { name: 'João Pereira', phone: '+5521988880002' },
  { name: 'Restaurante Sabor & Cia', phone: '+5531977770003' },
] as const;
