import { runServer } from '../kit/run-server.ts';
import { qdrantServer } from './definition.ts';

await runServer(qdrantServer, (config) => config.PORT_MCP_QDRANT);
