import { z } from 'zod';

export const generalVariables = {
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
    .describe(
      'Path of a file with several tenants, as tenants.example.yaml; it and the files that it names are read again when they change.',
    ),
  BUSINESS_PROFILE: z
    .string()
    .default('business.yaml')
    .describe('Path of the business profile (name, tone, policies); a missing file means the example.'),
};
