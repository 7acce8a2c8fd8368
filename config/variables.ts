import { z } from 'zod';
import { environmentRules } from './rules.ts';
import { chatwootVariables } from './variables/chatwoot.ts';
import { crewsVariables } from './variables/crews.ts';
import { gatewayVariables } from './variables/gateway.ts';
import { generalVariables } from './variables/general.ts';
import { mcpServersVariables } from './variables/mcp-servers.ts';
import { modelVariables } from './variables/model.ts';
import { odooVariables } from './variables/odoo.ts';
import { qdrantVariables } from './variables/qdrant.ts';
import { redisVariables } from './variables/redis.ts';
import { sandboxVariables } from './variables/sandbox.ts';
import { securityVariables } from './variables/security.ts';
import { tracingVariables } from './variables/tracing.ts';

/** Every variable by group, in the order of `.env.example`; the descriptions are its comments. */
export const variableGroups = {
  General: generalVariables,
  Odoo: odooVariables,
  Qdrant: qdrantVariables,
  Chatwoot: chatwootVariables,
  Redis: redisVariables,
  Model: modelVariables,
  'MCP servers': mcpServersVariables,
  Gateway: gatewayVariables,
  Crews: crewsVariables,
  Tracing: tracingVariables,
  Sandbox: sandboxVariables,
  Security: securityVariables,
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
