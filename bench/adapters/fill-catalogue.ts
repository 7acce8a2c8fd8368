import { loadConfig } from '#config/load-config.ts';
import { tokenSettings } from '#config/token-settings.ts';
import { createTokens } from '#identity/tokens.ts';
import { openClient } from './ways.ts';

const text = 'Velocidade variável e reversível, para concreto, madeira e metal.';

/** Puts 100 products into the catalogue, a third of which the measured search finds. */
export async function fillCatalogue(url: string, variables: Record<string, string>): Promise<void> {
  const tokens = createTokens(tokenSettings(loadConfig(variables)));
  const principal = { subject: 'bench', tenant: 'main', scopes: ['*'] };
  const authorization = `Bearer ${await tokens.mint(principal, 'mcp-qdrant')}`;
  const names = ['Furadeira de Impacto', 'Parafusadeira', 'Lixadeira'];
  const documents = Array.from({ length: 100 }, (_, index) => ({
    id: index + 1,
    title: `${names[index % names.length]} modelo ${index + 1}`,
    text,
    price: 100 + index,
    in_stock: true,
  }));
  const client = await openClient(`${url}/mcp`, { authorization });
  const { isError, content } = await client.callTool({
    name: 'upsert_documents',
    arguments: { collection: 'products', documents },
  });
  await client.close();
  if (isError) throw new Error(`the catalogue could not be filled: ${JSON.stringify(content)}`);
}
