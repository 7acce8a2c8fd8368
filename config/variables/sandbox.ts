import { port } from './kinds.ts';

export const sandboxVariables = {
  PORT_SANDBOX_ODOO: port(8100).describe('Port of the stand-in for Odoo under `npm run sandbox`.'),
  PORT_SANDBOX_QDRANT: port(8101).describe('Port of the stand-in for Qdrant.'),
  PORT_SANDBOX_CHATWOOT: port(8102).describe('Port of the stand-in for Chatwoot, with the page to play on.'),
  PORT_SANDBOX_MODEL: port(8103).describe('Port of the demo model.'),
};
