import { describe, expect, test } from 'vitest';
import { loadBusinessProfile } from '#config/business-profile.ts';
import { checkReply, type ReplyEvidence } from './check-reply.ts';

const business = loadBusinessProfile('the example');
const products = [
  { name: 'Furadeira 650 W (127 V)', price: 199.9, currency: 'BRL', free_quantity: 12 },
  { name: 'Trena 5 m', price: 29.9, currency: 'BRL', free_quantity: 0 },
];
const order = {
  name: 'S00042',
  state: 'sale',
  amount_total: 1234.5,
  date_order: { local: '2026-11-12T14:30:00-03:00' },
};
const evidence = (changes: Partial<ReplyEvidence> = {}): ReplyEvidence => ({
  results: [products, { orders: [order] }],
  customerWords: 'vocês têm 40 furadeiras? pago 150 reais. E o pedido S00099?',
  business,
  wrote: false,
  ...changes,
});

describe('may be sent', () => {
  test.each([
    'Encontrei:\n1. *Furadeira 650 W (127 V)*: R$ 199,90 (12 em estoque)\n2. *Trena 5 m*: R$ 29,90, sem estoque.',
    'Seu pedido S00042, de 12/11, está confirmado: R$ 1.234,50.',
    'Your order S00042 of November 12 (R$1,234.50) is confirmed.',
    'Foi no dia 12 de novembro, às 14h30.',
    'Encontrei 2 produtos.', // how many there are
    'Não encontrei o pedido S00099.', // the customer's own words
    'As 40 furadeiras que você quer são mais do que temos.',
    'Atendemos segunda a sexta, das 8h às 18h.', // the profile's
    'Olá! Como posso ajudar?',
  ])('%s', (reply) => {
    expect(checkReply(reply, evidence())).toEqual([]);
  });
});

describe('is sent back', () => {
  test.each([
    ['A furadeira custa R$ 189,90.', ['R$ 189,90']],
    ['Fica por R$ 150,00.', ['R$ 150,00']], // the customer's wish is no price
    ['Fica por 150 reais.', ['150 reais']],
    ['Fica por R$ 1.000,00.', ['R$ 1.000,00']], // nor is a limit of the profile
    ['Temos 40 em estoque.', ['40 em estoque']], // nor a stock
    ['Seu pedido S00043 está a caminho.', ['S00043']],
    ['Chega em 20/12.', ['20/12']],
    ['Chega no dia 20 de dezembro.', ['20 de dezembro']],
    ['Dura 7 anos.', ['7']],
    ['Faço 30% de desconto.', ['30%']],
    ['O João mora no mesmo lugar, ligue 11 98888-7777.', ['11 98888-7777']],
    ['Escreva a joao@exemplo.com.', ['joao@exemplo.com']],
  ])('%s', (reply, problems) => {
    expect(checkReply(reply, evidence())).toEqual(problems);
  });

  test('a discount over the limit, even where a result speaks of it', () => {
    const results = [{ text: 'Já houve 40% de desconto; hoje 10%.' }];
    expect(checkReply('Dou 40% de desconto.', evidence({ results }))).toEqual(['40%']);
    expect(checkReply('Há 10% de desconto.', evidence({ results }))).toEqual([]);
  });
});

describe('what no tool has done', () => {
  test.each(['Pronto, cancelei o seu pedido.', 'Já agendei a visita.', 'I have cancelled your order.'])(
    '%s needs a tool that wrote',
    (reply) => {
      expect(checkReply(reply, evidence())).toHaveLength(1);
      expect(checkReply(reply, evidence({ wrote: true }))).toEqual([]);
    },
  );
  test.each([
    'Garanto que chega a tempo.',
    'O valor será reembolsado.',
    'We guarantee the delivery.',
    'Vou estornar a compra.',
  ])('%s is promised by nobody', (reply) => {
    expect(checkReply(reply, evidence({ wrote: true }))).toHaveLength(1);
  });
  test.each(['Seu pedido foi confirmado.', 'O pedido está cancelado.', 'Posso cancelar?'])(
    '%s is a report',
    (reply) => {
      expect(checkReply(reply, evidence())).toEqual([]);
    },
  );
});
