/** A small shop, as a sync would send it. */
export const products = [
  {
    id: 11,
    title: 'Furadeira de Impacto 650W',
    text: 'Velocidade variável e reversível, para concreto, madeira e metal.',
    sku: 'FUR-650',
    barcode: '7891234500115',
    price: 289.9,
    category: 'Ferramentas / Elétricas',
    in_stock: true,
  },
  {
    id: 12,
    title: 'Furadeira de Bancada 1/2"',
    text: 'Com morsa.',
    sku: 'FUR-B12',
    price: 1_249,
    category: 'Ferramentas / Elétricas',
    in_stock: false,
  },
  { id: 13, title: 'Parafusadeira sem Fio 12V', text: '', sku: 'PAR-12', price: 349.9, in_stock: true },
  {
    id: 14,
    title: 'Lâmpada LED 9W',
    text: `Luz branca. ${'Economiza energia e dura muito. '.repeat(20)}`,
    price: 8.9,
    category: 'Iluminação',
  },
];

export const knowledge = [
  {
    id: 'entrega',
    title: 'Prazo e frete de entrega',
    text: 'Entregamos em todo o Brasil em 2 a 7 dias úteis. O frete é grátis acima de R$ 299.',
  },
  {
    id: 'devolucao',
    title: 'Trocas e devoluções',
    text: 'Você pode devolver o produto em até 7 dias após o recebimento, na embalagem original.',
  },
];
