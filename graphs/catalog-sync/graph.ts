import { END, START, StateGraph } from '@langchain/langgraph';
import type { GraphDependencies } from '../shared/dependencies.ts';
import { underLease } from './lease.ts';
import { begin } from './nodes/begin.ts';
import { finish } from './nodes/finish.ts';
import { readPage } from './nodes/read-page.ts';
import { rebuild } from './nodes/rebuild.ts';
import { reconcile } from './nodes/reconcile.ts';
import { writePage } from './nodes/write-page.ts';
import { type CatalogSyncState, catalogSyncContext, catalogSyncState } from './state.ts';

const afterRebuild = ({ rebuild: { needed } }: CatalogSyncState) => (needed ? 'rebuild_step' : 'read_page');
const afterPage = ({ more }: CatalogSyncState) => (more ? 'read_page' : 'reconcile');
const afterReconciling = ({ more }: CatalogSyncState) => (more ? 'read_page' : 'finish');

/** Brings the catalogue that is searched up to date with the products of Odoo; resumable at each step. */
export function catalogSyncGraph(dependencies: Pick<GraphDependencies, 'toolbox'>) {
  return new StateGraph(catalogSyncState, catalogSyncContext)
    .addNode('begin', underLease(dependencies, begin(dependencies)))
    .addNode('rebuild_step', underLease(dependencies, rebuild(dependencies)))
    .addNode('read_page', readPage(dependencies))
    .addNode('write_page', underLease(dependencies, writePage(dependencies)))
    .addNode('reconcile', underLease(dependencies, reconcile(dependencies)))
    .addNode('finish', finish(dependencies))
    .addEdge(START, 'begin')
    .addConditionalEdges('begin', afterRebuild, ['rebuild_step', 'read_page'])
    .addConditionalEdges('rebuild_step', afterRebuild, ['rebuild_step', 'read_page'])
    .addEdge('read_page', 'write_page')
    .addConditionalEdges('write_page', afterPage, ['read_page', 'reconcile'])
    .addConditionalEdges('reconcile', afterReconciling, ['read_page', 'finish'])
    .addEdge('finish', END);
}
