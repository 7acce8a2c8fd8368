import { z } from 'zod';
import { httpUrl, secret } from './kinds.ts';

export const qdrantVariables = {
  QDRANT_URL: httpUrl().optional().describe('Address of Qdrant; without it a stand-in is started.'),
  QDRANT_API_KEY: secret().optional().describe('API key of Qdrant, where it has one.'),
  SEARCH_LANGUAGE: z
    .enum(['pt', 'en', 'es'])
    .default('pt')
    .describe('Language of the catalogue and the articles; after a change the next sync builds them anew.'),
};
