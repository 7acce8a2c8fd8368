import { qdrantSnapshots } from '#adapters/qdrant/snapshots.ts';
import type { Config } from '#config/load-config.ts';
import { type Finding, leftOut, ok, warning } from './finding.ts';

export const qdrantFix = 'Check QDRANT_URL and QDRANT_API_KEY, and that Qdrant runs.';

/** Asks with the key for the collections, and whether products and knowledge are in them. */
export async function checkQdrant(config: Config): Promise<Finding[]> {
  if (!config.QDRANT_URL) return [leftOut('qdrant', 'QDRANT_URL is not set')];
  const qdrant = qdrantSnapshots({ url: config.QDRANT_URL, apiKey: config.QDRANT_API_KEY });
  const [collections, aliases] = await Promise.all([qdrant.collections(), qdrant.aliases()]);
  const names = [...collections, ...Object.keys(aliases)];
  const about = (subject: string, fix: string) => async (): Promise<Finding> => {
    const name = names.find((each) => each.includes(subject));
    const points = name ? await qdrant.countPoints(name) : 0;
    return points > 0
      ? ok(`qdrant ${subject}`, `${points} points in ${name}`)
      : warning(`qdrant ${subject}`, 'nothing is in it: searches find nothing', fix);
  };
  return [
    ok('qdrant', `${collections.length} collections`),
    await about('products', 'Run `npm run sync`, which copies the catalogue from Odoo.')(),
    await about('knowledge', "Add the company's rules with the tool upsert_documents.")(),
  ];
}
