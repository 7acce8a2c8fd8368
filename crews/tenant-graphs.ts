import { LRUCache } from 'lru-cache';
import type { Config } from '#config/load-config.ts';
import type { Tenants } from '#config/tenants/tenants.ts';
import { type CompiledGraph, type GraphName, graphNames } from '#graphs/catalogue.ts';

const mostTenants = 100;

export type Graphs = Record<GraphName, CompiledGraph>;

/**
 * Graphs that run as their tenant's: with the models and the business profile that its settings name. They differ in
 * nothing else, so that threads are read, changed and drawn by one of them.
 *
 * @param compile makes the graphs for the settings of one tenant; called again when they change.
 */
export function tenantGraphs(
  config: Config,
  tenants: Tenants,
  compile: (settings: Config) => Graphs,
): Graphs {
  // By the settings themselves: those of a tenant are the same object until they change.
  const compiled = new LRUCache<Config, Graphs>({ max: mostTenants });

  const compiledFor = (settings: Config): Graphs => {
    const known = compiled.get(settings);
    if (known) return known;
    const graphs = compile(settings);
    compiled.set(settings, graphs);
    return graphs;
  };
  /** @throws AccessError for a tenant that is not known. */
  const graphOf = (name: GraphName, tenant: string | undefined) =>
    compiledFor(tenants.configOf(tenant ?? config.TENANT))[name];

  const [only, ...others] = tenants.names();
  const common = compiledFor(only !== undefined && others.length === 0 ? tenants.configOf(only) : config);
  const graph = (name: GraphName): CompiledGraph => ({
    invoke: async (input, run) => graphOf(name, run.context.tenant).invoke(input, run),
    stream: async (input, run) => graphOf(name, run.context.tenant).stream(input, run),
    getState: (address) => common[name].getState(address),
    getStateHistory: (address, options) => common[name].getStateHistory(address, options),
    updateState: (address, values, asNode) => common[name].updateState(address, values, asNode),
    getGraphAsync: (options) => common[name].getGraphAsync(options),
  });
  return Object.fromEntries(graphNames.map((name) => [name, graph(name)])) as Graphs;
}
