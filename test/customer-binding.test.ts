import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Principal } from '#identity/principal.ts';
import { chatwootServer } from '#mcp-servers/chatwoot/definition.ts';
import type { TestServer } from '#mcp-servers/kit/testing.ts';
import { boundKey } from '#mcp-servers/kit/tool-catalogue.ts';
import { odooServer } from '#mcp-servers/odoo/definition.ts';
import { qdrantServer } from '#mcp-servers/qdrant/definition.ts';
import { foreignArguments } from './customer-binding/foreign-arguments.ts';
import { secretMark, startTwoCustomers, type TwoCustomers } from './customer-binding/two-customers.ts';

const definitions = [odooServer, chatwootServer, qdrantServer];
type Walked = TwoCustomers['gateway'];
/** Each server by itself, and all of them through the gateway. */
const ways: [string, (house: TwoCustomers) => Walked][] = [
  ...definitions.map(({ name }, index): (typeof ways)[number] => [
    name,
    ({ servers }) => servers[index] as TestServer,
  ]),
  ['mcp-orchestrator', ({ gateway }) => gateway],
];

let house: TwoCustomers;
let before: string;
beforeAll(async () => {
  house = await startTwoCustomers();
  before = await house.barbarasData();
}, 60_000);
afterAll(() => house.close());

interface Answer {
  tool: string;
  args: Record<string, unknown>;
  text: string;
}

/** Calls every tool of a server as this principal, with what is Bárbara's in every argument. */
async function walk(
  server: Walked,
  principal: Partial<Principal>,
  choose: { bound?: boolean; giveBound: boolean },
): Promise<Answer[]> {
  const client = await server.client(principal);
  const answers: Answer[] = [];
  for (const { name: tool, inputSchema, _meta } of await server.tools()) {
    const bound = _meta?.[boundKey] as Record<string, string> | undefined;
    if (choose.bound && !bound) continue;
    const without = choose.giveBound ? [] : Object.keys(bound ?? {});
    for (const args of foreignArguments(inputSchema, house.foreign, without)) {
      const result = await client.callTool({ name: tool, arguments: args });
      answers.push({ tool, args, text: JSON.stringify(result) });
    }
  }
  await client.close();
  return answers;
}

const leaks = (answers: Answer[]) => answers.filter(({ text }) => text.includes(secretMark));
const accepted = ({ text }: Answer) => !text.includes('invalid_input');

test('every tool that is bound to a customer is found by its listing', async () => {
  for (const [index, server] of house.servers.entries()) {
    const listed = (await server.tools()).filter(({ _meta }) => _meta?.[boundKey]).map(({ name }) => name);
    const defined = definitions[index]?.tools.filter(({ bound }) => bound).map(({ name }) => name);
    expect(listed).toEqual(defined);
  }
  const bound = definitions.flatMap(({ tools }) => tools.filter((tool) => tool.bound)).length;
  expect((await house.gateway.tools()).filter(({ _meta }) => _meta?.[boundKey])).toHaveLength(bound);
});

describe.each(ways)('%s', (_, serverOf) => {
  const server = () => serverOf(house);

  test.each([
    ['Ana', () => house.ana],
    ['somebody who is not known in Odoo yet', () => house.anaUnknown],
  ])(
    'on behalf of %s nothing of Bárbara is shown or changed',
    async (_who, principal) => {
      const answers = [
        ...(await walk(server(), principal(), { giveBound: false })),
        ...(await walk(server(), principal(), { giveBound: true, bound: true })),
      ];
      expect(answers.length).toBeGreaterThan(10);
      expect(leaks(answers)).toEqual([]);
      expect(await house.barbarasData()).toBe(before);
    },
    120_000,
  );

  test('a customer or a conversation that is named beside the token is refused as such', async () => {
    const given = await walk(server(), house.ana, { giveBound: true, bound: true });
    const named = given.filter(({ args }) =>
      ['partner_id', 'phone', 'contact_id', 'conversation_id'].some((name) => name in args),
    );
    expect(named.filter(accepted)).toEqual([]);
  }, 120_000);
});

/** Last, as it changes what is Bárbara's: without it the walk could have passed by being refused for its form. */
test('the same arguments are taken from Bárbara herself, and show what is hers', async () => {
  const shown = new Set<string>();
  for (const [, serverOf] of ways) {
    const server = serverOf(house);
    const answers = await walk(server, house.barbara, { bound: true, giveBound: false });
    const tools = new Set(answers.map(({ tool }) => tool));
    const neverAccepted = [...tools].filter(
      (tool) => !answers.some((each) => each.tool === tool && accepted(each)),
    );
    expect(neverAccepted, 'give these arguments values in foreign-arguments.ts').toEqual([]);
    for (const { tool } of leaks(answers)) shown.add(tool);
  }
  expect([...shown]).toEqual(
    expect.arrayContaining([
      'find_customer',
      'get_order',
      'get_conversation',
      'list_messages',
      'get_contact',
      'odoo_get_order',
      'chatwoot_list_messages',
    ]),
  );
  expect(await house.barbarasData()).not.toBe(before);
}, 120_000);
