import { runServer } from '../kit/run-server.ts';
import { chatwootServer } from './definition.ts';

await runServer(chatwootServer, (config) => config.PORT_MCP_CHATWOOT);
