import { type SandboxQdrant, startSandboxQdrant } from '#sandbox/qdrant/start.ts';
import { startTestServer, type TestServer } from '../../kit/testing.ts';
import { qdrantServer } from '../definition.ts';
import { knowledge, products } from './documents.ts';

/** mcp-qdrant over real HTTP in front of a stand-in of its own. */
export interface QdrantUnderTest {
  server: TestServer;
  sandbox: SandboxQdrant;
  close(): Promise<void>;
}

export async function startQdrantUnderTest(
  environment: Record<string, string> = {},
): Promise<QdrantUnderTest> {
  const sandbox = await startSandboxQdrant({ apiKey: 'key of the stand-in' });
  const server = await startTestServer(qdrantServer, {
    QDRANT_URL: sandbox.url,
    QDRANT_API_KEY: sandbox.apiKey ?? '',
    ...environment,
  });
  const close = async () => {
    await server.close();
    await sandbox.close();
  };
  return { server, sandbox, close };
}

/** The same with the documents of the small shop. */
export async function startFilledQdrant(environment?: Record<string, string>): Promise<QdrantUnderTest> {
  const started = await startQdrantUnderTest(environment);
  await started.server.call('upsert_documents', { collection: 'products', documents: products });
  await started.server.call('upsert_documents', { collection: 'knowledge', documents: knowledge });
  return started;
}
