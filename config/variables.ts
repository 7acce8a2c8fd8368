import { z } from 'zod';
import { environmentRules } from './rules.ts';

const secret = () => z.string().min(1).meta({ secret: true });
const signingSecret = () =>
  z
    .string()
    .min(32, { error: 'at least 32 characters, for example from `openssl rand -hex 32`' })
    .meta({ secret: true });
const port = (number: number) => z.coerce.number().int().min(0).max(65_535).default(number);
const httpUrl = () =>
  z
    .url({ protocol: /^https?$/, error: 'an http:// or https:// address' })
    .transform((url) => url.replace(/\/+$/, ''));
const seconds = (number: number) => z.coerce.number().int().min(1).max(3_600).default(number);
const onOff = (value: 'true' | 'false') =>
  z
    .enum(['true', 'false'])
    .default(value)
    .transform((text) => text === 'true');

/** Items separated by commas, each of which must fit `pattern`. */
const list = (value = '', pattern = /./, expected = 'a list separated by commas') =>
  z
    .string()
    .default(value)
    .transform((text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean),
    )
    .refine((items) => items.every((item) => pattern.test(item)), { error: expected });

/** Every variable by group, in the order of `.env.example`; the descriptions are its comments. */
export const variableGroups = {
  General: {
    ENVIRONMENT: z
      .enum(['development', 'production'])
      .default('development')
      .describe('`production` refuses to start without keys; `development` binds to loopback.'),
    HOST: z.string().min(1).default('127.0.0.1').describe('The address that every process listens on.'),
    LOG_LEVEL: z
      .enum(['debug', 'info', 'warn', 'error', 'silent'])
      .default('info')
      .describe('Least level that is logged, as JSON lines on standard error.'),
    SECRETS_DIRECTORY: z
      .string()
      .min(1)
      .optional()
      .describe('A folder with a file for each secret, under its lower-case name: odoo_api_key.'),
    TENANT: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/, { error: '1 to 40 of a-z, 0-9 and -' })
      .default('main')
      .describe('The name of the one tenant that these variables describe.'),
    TENANTS_FILE: z
      .string()
      .min(1)
      .optional()
      .describe('Path of a file with several tenants, as tenants.example.yaml; read again when it changes.'),
    BUSINESS_PROFILE: z
      .string()
      .default('business.yaml')
      .describe('Path of the business profile (name, tone, policies); a missing file means the example.'),
  },
  Odoo: {
    ODOO_URL: httpUrl().optional().describe('Address of Odoo; without it a stand-in is started.'),
    ODOO_DB: z.string().min(1).optional().describe('Name of the Odoo database.'),
    ODOO_USERNAME: z.string().min(1).optional().describe('Login of the Odoo user that the crews act as.'),
    ODOO_PASSWORD: secret().optional().describe('Its password; an API key is faster and safer.'),
    ODOO_API_KEY: secret()
      .optional()
      .describe('Its API key (Odoo 14 and later), preferred over the password.'),
    ODOO_TIMEOUT_SECONDS: seconds(15).describe('Longest wait for one answer of Odoo.'),
    ODOO_API: z
      .enum(['xmlrpc', 'json2'])
      .optional()
      .describe('Forces an API of Odoo; without it JSON-2 is used where Odoo has it and there is a key.'),
    ODOO_WRITE: onOff('false').describe(
      'Offers the tools that change records of any model. Sales, leads and appointments do not depend on it.',
    ),
    ODOO_WRITE_ALLOW: list(
      '*:create,*:update',
      /^(\*|[a-z0-9_.]+):(\*|create|update|delete)$/,
      'model:operation, separated by commas, for example res.partner:update,crm.lead:*',
    ).describe(
      'What they may do: model:operation (create, update, delete), * for any; models of the system stay closed.',
    ),
    ODOO_METHODS: list(
      '',
      /^[a-z0-9_]+(\.[a-z0-9_]+)*\.[a-z]\w*$/,
      'model.method, separated by commas, for example sale.order.action_lock',
    ).describe('Methods that call_method may call, for example sale.order.action_lock; none by default.'),
  },
  Qdrant: {
    QDRANT_URL: httpUrl().optional().describe('Address of Qdrant; without it a stand-in is started.'),
    QDRANT_API_KEY: secret().optional().describe('API key of Qdrant, where it has one.'),
    SEARCH_LANGUAGE: z
      .enum(['pt', 'en', 'es'])
      .default('pt')
      .describe('Language of the catalogue and the articles; after a change the next sync builds them anew.'),
  },
  Chatwoot: {
    CHATWOOT_URL: httpUrl().optional().describe('Address of Chatwoot; without it a stand-in is started.'),
    CHATWOOT_API_KEY: secret()
      .optional()
      .describe('Access token of a Chatwoot user (agent or administrator).'),
    CHATWOOT_BOT_TOKEN: secret()
      .optional()
      .describe('Access token of the agent bot; used wherever it serves.'),
    CHATWOOT_BOT_ID: z.coerce
      .number()
      .int()
      .positive()
      .optional()
      .describe('Number of the agent bot: a conversation that is assigned to it is its own.'),
    CHATWOOT_ACCOUNT_ID: z.coerce
      .number()
      .int()
      .positive()
      .optional()
      .describe('Number of the Chatwoot account.'),
    CHATWOOT_VERSION: z
      .string()
      .regex(/^\d+\.\d+(\.\d+)?$/, 'must be like 4.12 or 4.12.1')
      .optional()
      .describe('Version of Chatwoot, for example 4.12.1; without it Chatwoot is asked.'),
    CHATWOOT_REQUESTS_PER_MINUTE: z.coerce
      .number()
      .int()
      .min(60)
      .max(2_500)
      .default(2_400)
      .describe(
        'Most requests to Chatwoot; it refuses more than 3,000 from one address, so replicas behind one share them.',
      ),
    CHATWOOT_WEBHOOK_SECRET: secret().optional().describe('Secret that signs the webhooks of the agent bot.'),
    CHATWOOT_ACCOUNT_WEBHOOK_SECRET: secret()
      .optional()
      .describe(
        'Secret of the account or inbox webhook that tells of typing; it is another one than the bot’s.',
      ),
    CHATWOOT_WEBHOOK_TOKEN: secret()
      .default('development')
      .describe(
        'Last part of the webhook address, /chatwoot/{tenant}/{token}; long and random in production.',
      ),
    CHATWOOT_TRANSCRIPT_SECONDS: z.coerce
      .number()
      .min(0)
      .max(30)
      .default(4)
      .describe(
        'Longest wait for Chatwoot’s own transcript of a voice message, which follows the message; 0 where it makes none.',
      ),
    CHATWOOT_VERIFIED_EMAILS: z
      .string()
      .default('')
      .transform((text) =>
        text
          .split(',')
          .map((item) => item.trim())
          .filter(Boolean),
      )
      .pipe(z.array(z.enum(['inbox', 'widget'])))
      .describe(
        'E-mail addresses that prove who writes. inbox: the sender of an e-mail, where the mail server refuses forged ' +
          'ones (DMARC). widget: the identifier that the site signs, where Chatwoot enforces identity validation.',
      ),
  },
  Redis: {
    REDIS_URL: z
      .url({ protocol: /^rediss?$/, error: 'a redis:// or rediss:// address' })
      .optional()
      .describe('Address of Redis 6.2 or later; without it state is kept in memory.'),
    REDIS_PASSWORD: secret().optional().describe('Password of Redis, when the address does not hold it.'),
    STATE_EXPIRY_DAYS: z.coerce
      .number()
      .int()
      .min(1)
      .max(3_650)
      .optional()
      .describe('Days after its last write in which a thread is kept; for ever without it.'),
    STATE_ENCRYPTION_KEYS: secret()
      .optional()
      .describe(
        'Keys that encrypt threads and memory in Redis: id:base64 of 32 bytes, the active one first.',
      ),
  },
  Model: {
    OPENAI_API_KEY: secret()
      .optional()
      .describe('Key of the model provider; without it a demo model answers.'),
    OPENAI_BASE_URL: httpUrl()
      .optional()
      .describe('Address of an OpenAI-compatible provider, ending in /v1.'),
    OPENAI_MODEL: z
      .string()
      .min(1)
      .default('gpt-4.1-mini')
      .describe('The chat model; it must support tool calls.'),
    OPENAI_FALLBACK_MODEL: z
      .string()
      .min(1)
      .optional()
      .describe('The chat model that answers where the first is down or overloaded; same provider.'),
    OPENAI_PRICES: list(
      '',
      /^.+:\d+(\.\d+)?:\d+(\.\d+)?$/,
      'model:input:output, separated by commas, for example gpt-4.1-mini:0.4:1.6',
    ).describe(
      'Prices for a million tokens (of a model billed by time: a million seconds as input), model:input:output, in the ' +
        'currency of the ceilings in the business profile.',
    ),
    OPENAI_TRANSCRIPTION_MODEL: z
      .string()
      .min(1)
      .optional()
      .describe(
        'The model that turns voice messages into text; without it only Chatwoot’s own transcripts are read.',
      ),
    OPENAI_IMAGES: onOff('false').describe(
      'The chat model reads images: photos of customers are described by it.',
    ),
    OPENAI_EMBEDDING_MODEL: z
      .string()
      .min(1)
      .optional()
      .describe('The embedding model; without it search is lexical.'),
    OPENAI_TIMEOUT_SECONDS: seconds(60).describe('Longest wait for one answer of the model.'),
  },
  'MCP servers': {
    MCP_ODOO_URL: httpUrl().default('http://127.0.0.1:8000/mcp').describe('Where mcp-odoo is reached.'),
    MCP_QDRANT_URL: httpUrl().default('http://127.0.0.1:8001/mcp').describe('Where mcp-qdrant is reached.'),
    MCP_CHATWOOT_URL: httpUrl()
      .default('http://127.0.0.1:8002/mcp')
      .describe('Where mcp-chatwoot is reached.'),
    MCP_ORCHESTRATOR_URL: httpUrl()
      .default('http://127.0.0.1:8003/mcp')
      .describe('Where the gateway, mcp-orchestrator, is reached by crews.'),
    MCP_ALLOWED_ORIGINS: list().describe(
      'Browser origins that may call the servers, separated by commas; none by default.',
    ),
    MCP_ALLOWED_HOSTS: list().describe(
      'Host names, beside loopback, under which the servers are reached, separated by commas.',
    ),
    MCP_ANSWER_TOKENS: z.coerce
      .number()
      .int()
      .min(500)
      .max(100_000)
      .default(4_000)
      .describe('Most tokens of one answer, about; longer lists are cut and say where to go on.'),
    PORT_MCP_ODOO: port(8000).describe('Port of mcp-odoo.'),
    PORT_MCP_QDRANT: port(8001).describe('Port of mcp-qdrant.'),
    PORT_MCP_CHATWOOT: port(8002).describe('Port of mcp-chatwoot.'),
    PORT_MCP_ORCHESTRATOR: port(8003).describe('Port of mcp-orchestrator.'),
  },
  Gateway: {
    ORCHESTRATOR_FILE: z
      .string()
      .min(1)
      .default('orchestrator.yaml')
      .describe('Path of further upstreams and of what each crew may call; a missing file means neither.'),
    ORCHESTRATOR_LOCK: z
      .string()
      .min(1)
      .default('orchestrator.lock.json')
      .describe('Path of the hashes of all tools, written by `npm run lock:tools`; others are set aside.'),
    TOOL_CALLS_PER_MINUTE: z.coerce
      .number()
      .int()
      .min(1)
      .max(10_000_000)
      .default(300)
      .describe('Most calls of one tool by one caller, or by a crew for one customer, in a minute.'),
    TOOL_RESULT_BYTES: z.coerce
      .number()
      .int()
      .min(10_000)
      .max(100_000_000)
      .default(1_000_000)
      .describe('Largest answer of an upstream; a larger one is dropped.'),
    AUDIT: list(
      'stdout,redis',
      /^(off|stdout|stderr|redis)$/,
      'off, stdout, stderr, redis, or several of them',
    ).describe('Where each tool call is recorded, without its arguments; `redis` needs REDIS_URL.'),
    AUDIT_LENGTH: z.coerce
      .number()
      .int()
      .min(1_000)
      .max(100_000_000)
      .default(100_000)
      .describe('About how many records the stream in Redis keeps.'),
  },
  Crews: {
    PORT_CREWS: port(8004).describe('Port of crews: the graphs over HTTP and the Chatwoot bot.'),
    CREWS_URL: httpUrl()
      .default('http://127.0.0.1:8004')
      .describe('Where Chatwoot reaches crews; part of the webhook address.'),
    TURN_DEBOUNCE_MS: z.coerce
      .number()
      .int()
      .min(0)
      .max(10_000)
      .default(2_000)
      .describe('Quiet time, in milliseconds, after a message before the bot answers.'),
    TURN_DOUBLE_TEXTING: z
      .enum(['enqueue', 'restart'])
      .default('enqueue')
      .describe(
        'A message during an answer: the next answer is for it, or this one begins anew, before it has any effect.',
      ),
    TURN_ATTEMPTS: z.coerce
      .number()
      .int()
      .min(1)
      .max(20)
      .default(5)
      .describe('Attempts at an answer, with growing waits between, before a person is called.'),
    TURN_CONCURRENCY: z.coerce
      .number()
      .int()
      .min(1)
      .max(200)
      .default(10)
      .describe(
        'Conversations that one process of crews answers at a time; while the model thinks they cost nothing.',
      ),
    TOOL_PATIENCE_SECONDS: z.coerce
      .number()
      .min(0)
      .max(30)
      .default(10)
      .describe(
        'How long crews wait for a tool that is away, as during a restart, before the attempt fails or the customer hears of it.',
      ),
    REPLY_BUBBLE_CHARACTERS: z.coerce
      .number()
      .int()
      .min(0)
      .max(2_000)
      .default(0)
      .describe(
        'About the length of one message: longer answers go out in several, cut at sentence ends; 0 for one.',
      ),
    REPLY_MS_PER_CHARACTER: z.coerce
      .number()
      .int()
      .min(0)
      .max(100)
      .default(15)
      .describe('Pause before each further message of an answer, by its length; three seconds at most.'),
    RUN_WEBHOOK_SECRET: secret()
      .optional()
      .describe('Signs the webhooks that tell of the end of a run; without it none are sent.'),
    RUN_WEBHOOK_ALLOW_HOSTS: list().describe(
      'Hosts that such webhooks may reach although their addresses are private, separated by commas.',
    ),
    CATALOG_SYNC: onOff('true').describe(
      'Copy the catalogue of Odoo into Qdrant at the start of `npm start`.',
    ),
  },
  Tracing: {
    OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl()
      .optional()
      .describe('Address of an OpenTelemetry collector (OTLP over HTTP); `/v1/traces` is added.'),
    OTEL_EXPORTER_OTLP_HEADERS: secret()
      .regex(/^\s*[\w-]+=[^,]*(,\s*[\w-]+=[^,]*)*$/, 'name=value, separated by commas')
      .optional()
      .describe('Headers that it asks for, name=value, separated by commas.'),
    OTEL_TRACES_SAMPLER_ARG: z.coerce
      .number()
      .min(0)
      .max(1)
      .default(1)
      .describe(
        'Share of the traces that are recorded, from 0 to 1; each is recorded as a whole or not at all.',
      ),
    LANGFUSE_PUBLIC_KEY: z.string().min(1).optional().describe('Public key of a Langfuse project.'),
    LANGFUSE_SECRET_KEY: secret()
      .optional()
      .describe('Its secret key; with both, traces go to Langfuse too.'),
    LANGFUSE_BASE_URL: httpUrl()
      .default('https://cloud.langfuse.com')
      .describe('Where Langfuse is: its region, or your own.'),
    LANGSMITH_TRACING: onOff('false').describe(
      'Tells LangSmith of the steps of the graphs, without what is said in them.',
    ),
    LANGSMITH_API_KEY: secret().optional().describe('Key of LangSmith.'),
    LANGSMITH_ENDPOINT: httpUrl()
      .default('https://api.smith.langchain.com')
      .describe('Where LangSmith is: its region, or your own.'),
    LANGSMITH_PROJECT: z.string().min(1).default('mcp-first').describe('The project in LangSmith.'),
  },
  Sandbox: {
    PORT_SANDBOX_ODOO: port(8100).describe('Port of the stand-in for Odoo under `npm run sandbox`.'),
    PORT_SANDBOX_QDRANT: port(8101).describe('Port of the stand-in for Qdrant.'),
    PORT_SANDBOX_CHATWOOT: port(8102).describe(
      'Port of the stand-in for Chatwoot, with the page to play on.',
    ),
    PORT_SANDBOX_MODEL: port(8103).describe('Port of the demo model.'),
  },
  Security: {
    JWT_SECRET: signingSecret()
      .optional()
      .describe(
        'Signs and checks the tokens between the processes (HS256); production needs it or a key pair.',
      ),
    JWT_SECRET_PREVIOUS: signingSecret()
      .optional()
      .describe('The secret before it, still accepted while it is changed.'),
    JWT_PRIVATE_KEY: secret()
      .optional()
      .describe(
        'PEM of an EC (P-256) or RSA key instead of a secret; only the gateway and crews, which sign, need it.',
      ),
    JWT_PUBLIC_KEY: z
      .string()
      .min(1)
      .optional()
      .describe('PEM of the public keys that verify; the old and the new one while they are changed.'),
    JWT_JWKS_URL: httpUrl()
      .optional()
      .describe('Address that lists the public keys (JWKS); https://, or a host of ALLOW_HTTP_HOSTS.'),
    JWT_ISSUER: z
      .string()
      .min(1)
      .max(200)
      .default('mcp-first')
      .describe(
        'Who makes the tokens (`iss`); an https:// address is told to clients as authorization server.',
      ),
    ALLOW_HTTP_HOSTS: list().describe(
      'Hosts that production may reach without TLS, separated by commas, for example odoo,redis.',
    ),
  },
} as const;

const shape = Object.assign({}, ...Object.values(variableGroups)) as Flatten<typeof variableGroups>;

type Flatten<Groups> = UnionToIntersection<Groups[keyof Groups]>;
type UnionToIntersection<Union> = (Union extends unknown ? (part: Union) => void : never) extends (
  whole: infer Whole,
) => void
  ? Whole
  : never;

/** Each variable by itself. */
export const variablesSchema = z.object(shape);

/** The one schema of the environment: the variables, and what they must be together. */
export const environmentSchema = variablesSchema.superRefine((values, context) => {
  for (const rule of environmentRules) {
    rule(values, (name, expected) =>
      context.addIssue({ code: 'custom', path: [name], message: expected, input: values[name] }),
    );
  }
});
