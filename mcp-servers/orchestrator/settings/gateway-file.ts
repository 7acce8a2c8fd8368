import { z } from 'zod';

const mostNameLength = 40;

/** A secret never stands in the file itself: it is named by its variable, or by the path of its file. */
const secretReferenceSchema = z.union(
  [
    z.strictObject({ variable: z.string().regex(/^[A-Z][A-Z0-9_]*$/) }),
    z.strictObject({ file: z.string().min(1) }),
  ],
  { error: 'must be {variable: NAME} or {file: path}; a secret itself has no place here' },
);

export type SecretReference = z.infer<typeof secretReferenceSchema>;

const credentialsSchema = z.union(
  [
    z.strictObject({ bearer: secretReferenceSchema }),
    z.strictObject({ header: z.string().regex(/^[A-Za-z0-9-]+$/), value: secretReferenceSchema }),
  ],
  { error: 'must be {bearer: …} or {header: name, value: …}, each with {variable: NAME} or {file: path}' },
);

const patternSchema = z.string().regex(/^[A-Za-z0-9_*-]+$/, { error: 'must be a tool name; * is any text' });

const upstreamSchema = z
  .strictObject({
    name: z
      .string()
      .max(mostNameLength)
      .regex(/^[a-z][a-z0-9-]*$/, { error: 'must be lower-case letters, digits and -' }),
    url: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' }).optional(),
    command: z.string().min(1).optional(),
    args: z.array(z.string()).default([]),
    env: z.record(z.string(), secretReferenceSchema).default({}),
    prefix: z
      .string()
      .max(20)
      .regex(/^([a-z][a-z0-9]*)?$/, { error: 'must be lower-case letters and digits, or empty for none' }),
    tools: z.array(patternSchema).default(['*']),
    timeout_seconds: z.int().min(1).max(3_600).default(60),
    trust: z.enum(['lock', 'open']).default('lock'),
    credentials: credentialsSchema.optional(),
    mint: z.boolean().default(false),
  })
  .superRefine((upstream, { addIssue }) => {
    const problem = (field: string, message: string) =>
      addIssue({ code: 'custom', path: [field], message, input: upstream });
    if ((upstream.url === undefined) === (upstream.command === undefined))
      problem('url', 'give either url or command');
    if (upstream.command !== undefined && (upstream.mint || upstream.credentials))
      problem('command', 'takes its credentials by env, not by credentials or mint');
    if (upstream.mint && upstream.credentials)
      problem('mint', 'a server of this project takes minted tokens and no other credentials');
  });

export type UpstreamEntry = z.infer<typeof upstreamSchema>;

/** `orchestrator.yaml`. */
export const gatewayFileSchema = z.strictObject({
  upstreams: z.array(upstreamSchema).default([]),
  crews: z.record(z.string(), z.array(patternSchema)).default({}),
});
