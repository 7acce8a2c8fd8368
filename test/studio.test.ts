import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getInputTypeSchema } from '@langchain/langgraph/zod/schema';
import { expect, test } from 'vitest';
import { loadBusinessProfile } from '#config/business-profile.ts';
import { graphCatalogue, graphNames } from '#graphs/catalogue.ts';
import * as studio from '#graphs/studio.ts';

const root = join(import.meta.dirname, '..');
const { graphs } = JSON.parse(readFileSync(join(root, 'langgraph.json'), 'utf8')) as {
  graphs: Record<string, string>;
};

test('langgraph.json names every graph of the catalogue', () => {
  expect(Object.keys(graphs)).toEqual(graphNames);
});

test.each(Object.entries(graphs))('%s is exported, and built once without a checkpointer', (name, path) => {
  const [file, exported = ''] = path.split(':');
  expect(file).toBe('./graphs/studio.ts');
  const factory = (studio as Record<string, () => { name: string; checkpointer?: unknown }>)[exported];
  const graph = factory?.();
  expect(graph?.name).toBe(name);
  expect(graph?.checkpointer).toBeUndefined();
  expect(factory?.()).toBe(graph);
});

test('every graph has a JSON Schema of its input, without which Studio draws no form for it', () => {
  for (const name of graphNames) {
    const built = graphCatalogue[name].build({
      model: undefined,
      toolbox: undefined,
      business: loadBusinessProfile('the example'),
    } as never);
    const schema = getInputTypeSchema(built.compile() as never) as { properties?: object } | undefined;
    const properties = Object.keys(schema?.properties ?? {});
    expect(properties, name).toContain(name === 'catalog-sync' ? 'dry_run' : 'messages');
  }
});

test('every graph can be drawn', async () => {
  for (const name of graphNames) {
    const graph = graphCatalogue[name].build({
      model: undefined,
      toolbox: undefined,
      business: loadBusinessProfile('the example'),
    } as never);
    const drawing = (await graph.compile().getGraphAsync()).drawMermaid();
    expect(drawing, name).toContain('__start__');
  }
});
