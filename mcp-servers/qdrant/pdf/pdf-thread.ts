import { parentPort, workerData } from 'node:worker_threads';
import { extractPages } from './extract-pages.ts';

parentPort?.postMessage(await extractPages(workerData));
