import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ChatPolicy } from '#sandbox/openai/policy.ts';
import { startTestShop, type TestShop } from '../testing/shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());
afterEach(() => shop.think(undefined));

const call = (name: string, args: object) => ({ toolCalls: [{ name, arguments: args }] });

/** An agent that calls one tool after the other and then says `words`. */
function agent(steps: { name: string; arguments: object }[], words: string): ChatPolicy {
  return ({ messages }) => {
    const done = messages.filter(({ role }) => role === 'tool').length;
    const next = steps[done];
    return next ? call(next.name, next.arguments) : { content: words };
  };
}
/** What the model was shown of the tools' answers in its last request. */
const lastResults = () =>
  shop
    .lastRequest()
    .messages.filter(({ role }) => role === 'tool')
    .map(({ content }) => content);

describe('questions', () => {
  test('about the rules are answered from the articles', async () => {
    expect((await shop.conversation({ graph: 'support' }).say('qual o prazo de troca?')).reply).toMatch(
      /dias/,
    );
    expect(shop.calls).toEqual(['qdrant_search_knowledge']);
  });
  test('about invoices reach their tool', async () => {
    const conversation = shop.conversation();
    for (const text of ['tem trena?', 'quero 1', 'sim']) await conversation.say(text);
    shop.calls.length = 0;
    shop.think((request) =>
      typeof request.toolChoice === 'object'
        ? call('triage', {
            intent: 'support',
            language: 'pt-BR',
            sentiment: 'neutral',
            urgency: 'normal',
            preference: null,
          })
        : agent([{ name: 'odoo_get_invoice_status', arguments: {} }], 'Ainda não há nota fiscal.')(request),
    );
    expect((await conversation.say('e a nota?')).reply).toBe('Ainda não há nota fiscal.');
    expect(shop.calls).toContain('odoo_get_invoice_status');
  });
});

describe('a return', () => {
  const wish = { wish: 'return', reason: 'veio com defeito' };

  test('of an order becomes a note on it, for a person to decide; a repeated turn writes one', async () => {
    const conversation = shop.conversation();
    for (const text of ['tem trena?', 'quero 1']) await conversation.say(text);
    const { values } = await conversation.say('sim');
    const { order_id } = values.order as { order_id: number };
    shop.think((request) =>
      typeof request.toolChoice === 'object'
        ? call('triage', {
            intent: 'support',
            language: 'pt-BR',
            sentiment: 'neutral',
            urgency: 'normal',
            preference: null,
          })
        : agent(
            [
              { name: 'request_return', arguments: { order_id, ...wish } },
              { name: 'request_return', arguments: { order_id, ...wish } },
            ],
            'Registrei o seu pedido de devolução. Nossa equipe responde por aqui.',
          )(request),
    );
    expect((await conversation.say('quero devolver')).reply).toMatch(/^Registrei/);
    const notes = await shop.odoo.searchRead('mail.message', {
      domain: [
        ['model', '=', 'sale.order'],
        ['res_id', '=', order_id],
      ],
      fields: ['body'],
      limit: 10,
    });
    expect(notes.filter(({ body }) => String(body).includes('Devolução pedida pelo cliente'))).toHaveLength(
      1,
    );
  });

  test('without a known order becomes a lead', async () => {
    shop.think(agent([{ name: 'request_return', arguments: { order_id: null, ...wish } }], 'Registrei.'));
    const conversation = shop.conversation({ graph: 'support' });
    await conversation.say('quero devolver um produto');
    expect(shop.calls).toContain('odoo_create_lead');
    const leads = await shop.odoo.searchRead('crm.lead', {
      domain: [['phone', '=', conversation.phone]],
      fields: ['name'],
      limit: 5,
    });
    expect(leads).toMatchObject([{ name: 'Devolução de um produto' }]);
  });

  test('that no tool has registered is not said to be', async () => {
    shop.think(agent([], 'Registrei a sua devolução.'));
    const { values } = await shop.conversation({ graph: 'support' }).say('quero devolver');
    expect(values).toMatchObject({ reply: '', handoffCause: 'unfounded_reply' });
  });
});

describe('a tool that refuses', () => {
  test('tells the model why, within the frame', async () => {
    shop.think(agent([{ name: 'odoo_get_order', arguments: { order_id: 1 } }], 'Não encontrei esse pedido.'));
    expect((await shop.conversation({ graph: 'support' }).say('cadê?')).reply).toBe(
      'Não encontrei esse pedido.',
    );
    expect(lastResults()[0]).toMatch(/^<tool_result>\n"[a-z_]+: [\s\S]*\n<\/tool_result>$/);
  });
  test('so does one that was given the wrong arguments', async () => {
    shop.think(
      agent([{ name: 'odoo_get_order', arguments: { order_id: 'S1' } }], 'Não encontrei esse pedido.'),
    );
    await shop.conversation({ graph: 'support' }).say('cadê?');
    expect(lastResults()[0]).toMatch(/<tool_result>\n"invalid_input/);
  });
});

test('an agent in a circle is stopped', async () => {
  shop.think(({ tools }) =>
    tools.length > 0 ? call('qdrant_search_knowledge', { query: 'troca' }) : { content: '' },
  );
  const before = shop.model.requests.length;
  const { values } = await shop.conversation({ graph: 'support' }).say('troca?');
  expect(values).toMatchObject({ reply: '', handoffCause: 'unfounded_reply' });
  expect(shop.model.requests.length - before).toBeLessThanOrEqual(12);
});

test('an agent is offered its own tools, without those that the profile switches off', async () => {
  const conversation = shop.conversation({ graph: 'support', business: { tools_off: ['odoo_get_order'] } });
  await conversation.say('qual o prazo de troca?');
  const { tools } = shop.lastRequest();
  expect(tools.map((tool) => tool.function.name).sort()).toEqual([
    'odoo_get_invoice_status',
    'odoo_list_customer_orders',
    'qdrant_search_knowledge',
    'request_return',
  ]);
});
