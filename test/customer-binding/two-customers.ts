import { connectOdoo } from '#adapters/odoo/connect-odoo.ts';
import type { Principal } from '#identity/principal.ts';
import { chatwootServer } from '#mcp-servers/chatwoot/definition.ts';
import { startTestServer, type TestServer } from '#mcp-servers/kit/testing.ts';
import { odooServer } from '#mcp-servers/odoo/definition.ts';
import { qdrantServer } from '#mcp-servers/qdrant/definition.ts';
import { startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { startSandboxOdoo } from '#sandbox/odoo/start.ts';
import { startSandboxQdrant } from '#sandbox/qdrant/start.ts';
import type { ForeignFacts } from './foreign-arguments.ts';
import { startGatewayBefore } from './gateway-before.ts';

/** In everything that is Bárbara's and that nobody else could know. */
export const secretMark = 'Segredo';

/** All servers, with two customers who each have an order, an appointment and a conversation. */
export interface TwoCustomers {
  servers: TestServer[];
  /** The gateway before the three. */
  gateway: Pick<TestServer, 'client' | 'tools'>;
  /** Acts for Ana. */
  ana: Partial<Principal>;
  /** Acts for Ana before she is known in Odoo. */
  anaUnknown: Partial<Principal>;
  barbara: Partial<Principal>;
  foreign: ForeignFacts;
  /** Everything that is Bárbara's, as it is now, as text. */
  barbarasData(): Promise<string>;
  close(): Promise<void>;
}

const phones = { ana: '+5511922220001', barbara: '+5511933330002' };

export async function startTwoCustomers(): Promise<TwoCustomers> {
  const [odooSandbox, chatwootSandbox, qdrantSandbox] = await Promise.all([
    startSandboxOdoo(),
    startSandboxChatwoot(),
    startSandboxQdrant(),
  ]);
  const odoo = connectOdoo({ ...odooSandbox, timeoutSeconds: 10 });
  const odooMcp = await startTestServer(odooServer, {
    ODOO_URL: odooSandbox.url,
    ODOO_DB: odooSandbox.db,
    ODOO_USERNAME: odooSandbox.username,
    ODOO_API_KEY: odooSandbox.apiKey,
    ODOO_WRITE: 'true',
    ODOO_METHODS: 'sale.order.action_lock',
  });
  const chatwootMcp = await startTestServer(chatwootServer, {
    CHATWOOT_URL: chatwootSandbox.url,
    CHATWOOT_ACCOUNT_ID: String(chatwootSandbox.accountId),
    CHATWOOT_BOT_TOKEN: chatwootSandbox.botToken,
    CHATWOOT_API_KEY: chatwootSandbox.userToken,
  });
  const qdrantMcp = await startTestServer(qdrantServer, { QDRANT_URL: qdrantSandbox.url });

  const gateway = await startGatewayBefore({ odoo: odooMcp, chatwoot: chatwootMcp, qdrant: qdrantMcp });

  const call = async (server: TestServer, tool: string, args: Record<string, unknown>) => {
    const { isError, text, data } = await server.call(tool, args);
    if (isError) throw new Error(`${tool}: ${text}`);
    return data;
  };
  const [product] = (await call(odooMcp, 'search_products', { query: 'a', limit: 1 })).products as {
    product_id: number;
  }[];
  const productId = product?.product_id ?? 0;

  async function customer(name: string, phone: string, key: string, more: object = {}) {
    const made = await call(odooMcp, 'find_or_create_customer', { name, phone, ...more });
    if (!made.created) throw new Error(`${name} is somebody whom the stand-in has already`);
    const partner = made.partner_id as number;
    const order = await call(odooMcp, 'create_quotation', {
      partner_id: partner,
      lines: [{ product_id: productId, quantity: 2 }],
      note: `Pedido de ${name}`,
      idempotency_key: key,
    });
    const { slots } = await call(odooMcp, 'find_free_slots', { limit: 3 });
    const slot = (slots as { start: { utc: string } }[])[0]?.start.utc ?? '';
    const appointment = await call(odooMcp, 'book_appointment', {
      partner_id: partner,
      start: slot,
      subject: `Visita a ${name}`,
      idempotency_key: key,
    });
    const written = chatwootSandbox.customer(phone, name).write(`Mensagem de ${name}`);
    const conversation = await call(chatwootMcp, 'get_conversation', {
      conversation_id: written.conversationId,
    });
    return {
      partner,
      order: order.order_id as number,
      orderName: order.name as string,
      orderTotal: order.amount_total as number,
      appointment: appointment.appointment_id as number,
      conversation: written.conversationId,
      contact: (conversation.contact as { id: number }).id,
      message: written.messageId,
      phone,
      key,
      product: productId,
      slot,
    };
  }

  const ana = await customer('Ana', phones.ana, 'of-ana');
  const details = { email: 'barbara@b.example', vat: '12345678909' };
  const name = `Bárbara ${secretMark}`;
  const foreign = { ...(await customer(name, phones.barbara, 'of-barbara', details)), ...details };

  const principalOf = (facts: typeof ana): Partial<Principal> => ({
    scopes: ['*'],
    customer: { partner: facts.partner, phone: facts.phone, contact: facts.contact },
    conversation: { account: chatwootSandbox.accountId, id: facts.conversation },
  });
  const anaPrincipal = principalOf(ana);

  async function barbarasData() {
    const owned = (model: string, field: string, fields: string[]) =>
      odoo.searchRead(model, { domain: [[field, 'in', [foreign.partner]]], fields, limit: 100, order: 'id' });
    const notes = (model: string, id: number) =>
      odoo.searchRead('mail.message', {
        domain: [
          ['model', '=', model],
          ['res_id', '=', id],
        ],
        fields: ['body'],
        limit: 100,
        order: 'id',
      });
    const seen = await Promise.all([
      odoo.read('res.partner', [foreign.partner], ['name', 'phone', 'email', 'vat']),
      owned('sale.order', 'partner_id', ['state', 'amount_total', 'order_line']),
      owned('calendar.event', 'partner_ids', ['name', 'start', 'active']),
      owned('crm.lead', 'partner_id', ['name']),
      notes('sale.order', foreign.order),
      notes('res.partner', foreign.partner),
      call(chatwootMcp, 'get_transcript', { conversation_id: foreign.conversation, include_notes: true }),
      call(chatwootMcp, 'get_conversation', { conversation_id: foreign.conversation }),
      call(chatwootMcp, 'get_contact', { contact_id: foreign.contact }),
    ]);
    return JSON.stringify({ seen, view: chatwootSandbox.customer(phones.barbara).conversation() }, null, 1);
  }

  return {
    servers: [odooMcp, chatwootMcp, qdrantMcp],
    gateway,
    ana: anaPrincipal,
    anaUnknown: { ...anaPrincipal, customer: { phone: ana.phone, contact: ana.contact } },
    barbara: principalOf(foreign),
    foreign,
    barbarasData,
    async close() {
      await gateway.close();
      await Promise.all([odooMcp, chatwootMcp, qdrantMcp].map((server) => server.close(0)));
      odoo.close();
      await Promise.all([odooSandbox, chatwootSandbox, qdrantSandbox].map((sandbox) => sandbox.close()));
    },
  };
}
