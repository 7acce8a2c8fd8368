/**
 * Customers that the page offers, so that a person need not invent any. The stand-in for Odoo knows the first
 * three by their numbers and has orders of theirs; the last one is new to it.
 */
export const sampleCustomers = [
  { name: 'Ana Souza', phone: '+5511987654321' },
  { name: 'Bruno Carvalho', phone: '+5511998765432' },
  { name: 'Construtora Horizonte Ltda', phone: '+551134567890' },
  { name: 'Maria Oliveira', phone: '+5511999990001' },
] as const;
