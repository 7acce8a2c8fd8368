import type { Readiness } from '../kit/provider.ts';
import type { Catalogue } from './catalogue/build-catalogue.ts';
import type { Upstream } from './upstreams/open-upstream.ts';

const mostNames = 10;

/** Each upstream by its name: `ok`, or what is wrong with it or with tools of it. */
export function readinessOf(
  upstreams: readonly Upstream[],
  { quarantined, problems }: Pick<Catalogue, 'quarantined' | 'problems'>,
): Readiness {
  const aside = [...quarantined.values()];
  const states = upstreams.map((upstream): [string, string] => {
    const names = aside.filter((tool) => tool.upstream === upstream).map(({ name }) => name);
    const state = upstream.state();
    if (state !== 'ok' || names.length === 0) return [upstream.settings.name, state];
    return [upstream.settings.name, `ok, but set aside: ${shortened(names)}`];
  });
  const catalogue: [string, string][] = problems.length > 0 ? [['catalogue', shortened(problems)]] : [];
  return Object.fromEntries([...states, ...catalogue]);
}

function shortened(items: readonly string[]): string {
  const more = items.length - mostNames;
  return items.slice(0, mostNames).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
