import { configFromEnvironment } from '#config/environment.ts';
import { type GraphName, graphCatalogue } from './catalogue.ts';
import { connectGraphDependencies } from './shared/connect.ts';
import type { GraphDependencies } from './shared/dependencies.ts';

let dependencies: GraphDependencies | undefined;

/**
 * The graphs as LangGraph's dev server loads them (`langgraph.json`). It calls a factory on every request, puts
 * its own checkpointer into what it gets, and stops serving every graph when one fails to load: so each is
 * built once, without a checkpointer, and nothing is connected before a tool or the model is called.
 */
function studioGraph(name: GraphName) {
  let graph: unknown;
  return () => {
    dependencies ??= connectGraphDependencies(configFromEnvironment());
    graph ??= graphCatalogue[name].build(dependencies).compile({ name });
    return graph;
  };
}

export const customerService = studioGraph('customer-service');
export const productSearch = studioGraph('product-search');
export const orderCreation = studioGraph('order-creation');
export const support = studioGraph('support');
export const scheduling = studioGraph('scheduling');
export const catalogSync = studioGraph('catalog-sync');
