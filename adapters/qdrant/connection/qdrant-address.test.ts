import { expect, test } from 'vitest';
import { qdrantAddress } from './qdrant-address.ts';

test.each([
  ['http://qdrant', { https: false, host: 'qdrant', port: 6333, prefix: '' }],
  ['http://127.0.0.1:6334', { https: false, host: '127.0.0.1', port: 6334, prefix: '' }],
  ['https://xyz.cloud.qdrant.io', { https: true, host: 'xyz.cloud.qdrant.io', port: 6333, prefix: '' }],
  ['https://qdrant.example:443', { https: true, host: 'qdrant.example', port: 443, prefix: '' }],
  ['http://qdrant.example:80/', { https: false, host: 'qdrant.example', port: 80, prefix: '' }],
  ['https://example.com:443/search/', { https: true, host: 'example.com', port: 443, prefix: '/search' }],
  ['http://[::1]:6333', { https: false, host: '[::1]', port: 6333, prefix: '' }],
])('%s', (url, expected) => {
  expect(qdrantAddress(url)).toEqual(expected);
});
