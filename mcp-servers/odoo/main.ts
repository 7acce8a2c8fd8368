import { runServer } from '../kit/run-server.ts';
import { odooServer } from './definition.ts';

await runServer(odooServer, (config) => config.PORT_MCP_ODOO);
