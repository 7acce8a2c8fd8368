import { NotFoundError } from '#errors/errors.ts';
import { type GraphName, graphNames } from '#graphs/catalogue.ts';

/** @throws NotFoundError that names the graphs there are. */
export function graphNameOf(name: string): GraphName {
  const known = graphNames.find((each) => each === name);
  if (known) return known;
  throw new NotFoundError(`There is no graph "${name.slice(0, 60)}".`, {
    fix: `The graphs are ${graphNames.join(', ')}.`,
  });
}
