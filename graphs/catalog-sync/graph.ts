import { END, START, StateGraph } from '@langchain/langgraph';
import type { GraphDependencies } from '../shared/dependencies.ts';
import { readPage } from './nodes/read-page.ts';
import { writePage } from './nodes/write-page.ts';
import { type CatalogSyncState, catalogSyncContext, catalogSyncState } from './state.ts';

const next = ({ more }: CatalogSyncState) => (more ? 'read_page' : END);

/** Copies the products of Odoo into the catalogue that is searched, page by page; resumable at each. */
export function catalogSyncGraph(dependencies: Pick<GraphDependencies, 'toolbox'>) {
  return new StateGraph(catalogSyncState, catalogSyncContext)
    .addNode('read_page', readPage(dependencies))
    .addNode('write_page', writePage(dependencies))
    .addEdge(START, 'read_page')
    .addEdge('read_page', 'write_page')
    .addConditionalEdges('write_page', next, ['read_page', END]);
}
