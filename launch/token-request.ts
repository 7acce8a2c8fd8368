import { parseArgs } from 'node:util';
import { InputError } from '#errors/errors.ts';
import { type Principal, principalSchema } from '#identity/principal.ts';

export const tokenHelp = `Usage: npm run --silent token -- --sub NAME --scope "SCOPE …" [options]

Prints a token with which a person calls the servers, signed with the keys of the settings (JWT_SECRET or
JWT_PRIVATE_KEY).

  --sub NAME               who you are, as the log and the audit show it
  --scope "SCOPE …"        what you may do, for example "odoo:read qdrant:read"; may be given more than once
  --tenant NAME            whose systems; the tenant of the settings without it
  --audience NAME          for which server: mcp-orchestrator (without it), mcp-odoo, mcp-qdrant, mcp-chatwoot, crews
  --customer-partner N     acts for this partner of Odoo, and sees nobody else
  --customer-phone +55…    acts for the customer of this phone
  --customer-contact N     acts for this contact of Chatwoot
  --conversation A/N       acts in conversation N of the Chatwoot account A
  --minutes N              how long it is valid; 15 without it, at most 1440

Example:
  TOKEN=$(npm run --silent token -- --sub ana --scope odoo:read)
  curl -H "Authorization: Bearer $TOKEN" -d '{}' http://127.0.0.1:8003/tools/list
`;

const audiences = ['mcp-orchestrator', 'mcp-odoo', 'mcp-qdrant', 'mcp-chatwoot', 'crews'];
const mostMinutes = 1_440;

export interface TokenRequest {
  principal: Principal;
  audience: string;
  minutes: number;
}

const options = {
  sub: { type: 'string' },
  scope: { type: 'string', multiple: true },
  tenant: { type: 'string' },
  audience: { type: 'string', default: 'mcp-orchestrator' },
  'customer-partner': { type: 'string' },
  'customer-phone': { type: 'string' },
  'customer-contact': { type: 'string' },
  conversation: { type: 'string' },
  minutes: { type: 'string', default: '15' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Reads the arguments of `npm run token`; undefined where help is asked for.
 *
 * @throws InputError that names the argument.
 */
export function readTokenRequest(args: string[], tenant: string): TokenRequest | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  if (!values.sub) throw wrong('--sub is missing');
  const scopes = (values.scope ?? []).flatMap((scope) => scope.split(/[\s,]+/)).filter(Boolean);
  if (scopes.length === 0) throw wrong('--scope is missing');
  const strange = scopes.find((scope) => !/^(\*|[a-z]+:[a-z]+)$/.test(scope));
  if (strange) throw wrong(`--scope ${strange} is not of the form odoo:read`);
  if (!audiences.includes(values.audience)) throw wrong(`--audience is one of ${audiences.join(', ')}`);
  const phone = values['customer-phone'];
  if (phone && !/^\+[1-9]\d{7,14}$/.test(phone))
    throw wrong('--customer-phone is a number such as +5511999990000');

  const customer = {
    ...(phone ? { phone } : {}),
    ...optionalNumber('partner', values['customer-partner']),
    ...optionalNumber('contact', values['customer-contact']),
  };
  const principal = principalSchema.safeParse({
    subject: values.sub,
    tenant: values.tenant ?? tenant,
    scopes,
    ...(Object.keys(customer).length > 0 ? { customer } : {}),
    ...(values.conversation ? { conversation: conversationOf(values.conversation) } : {}),
  });
  if (!principal.success) {
    const [issue] = principal.error.issues;
    throw wrong(`${issue?.path.join('.')}: ${issue?.message}`);
  }
  return { principal: principal.data, audience: values.audience, minutes: minutesOf(values.minutes) };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, strict: true }).values;
  } catch (error) {
    throw wrong((error as Error).message.split('. ')[0] ?? 'the arguments cannot be read', error);
  }
}

function minutesOf(text: string): number {
  const minutes = positive(text);
  if (minutes && minutes <= mostMinutes) return minutes;
  throw wrong(`--minutes is a number from 1 to ${mostMinutes}`);
}

function conversationOf(text: string) {
  const [account, id] = text.split('/').map(positive);
  if (account && id) return { account, id };
  throw wrong('--conversation is ACCOUNT/NUMBER, for example 1/42');
}

function optionalNumber(name: 'partner' | 'contact', text: string | undefined) {
  if (text === undefined) return {};
  const number = positive(text);
  if (number) return { [name]: number };
  throw wrong(`--customer-${name} is a number`);
}

/** Zero for anything that is no whole number above it. */
function positive(text: string): number {
  return /^\d{1,12}$/.test(text) ? Number(text) : 0;
}

function wrong(problem: string, cause?: unknown): InputError {
  return new InputError(`${problem}.`, { fix: '`npm run token -- --help` shows every argument.', cause });
}
