import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { loadOpenApi } from './openapi.ts';

export interface Answer<Result = unknown> {
  status: number;
  result: Result;
  /** Qdrant's own words for a refusal. */
  error: string;
}

/** Qdrant over plain HTTP, each exchange checked against its OpenAPI where that is there. */
export interface RawQdrant {
  url: string;
  call<Result = unknown>(method: string, path: string, body?: unknown): Promise<Answer<Result>>;
  /** A collection name that nobody else uses; {@link RawQdrant.cleanUp} removes it. */
  newName(): string;
  cleanUp(): Promise<void>;
}

export function rawQdrant(url: string, apiKey?: string): RawQdrant {
  const problemsOf = loadOpenApi();
  const names: string[] = [];

  const call = async <Result>(method: string, path: string, body?: unknown): Promise<Answer<Result>> => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { 'content-type': 'application/json', ...(apiKey ? { 'api-key': apiKey } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = text.startsWith('{') ? JSON.parse(text) : { result: text };
    const problems = problemsOf?.({
      method,
      path: new URL(path, url).pathname,
      request: body,
      status: response.status,
      answer,
    });
    expect(problems ?? []).toEqual([]);
    return { status: response.status, result: answer.result, error: answer.status?.error ?? '' };
  };

  return {
    url,
    call,
    newName() {
      const name = `conformance-${randomUUID()}`;
      names.push(name);
      return name;
    },
    async cleanUp() {
      for (const name of names) await call('DELETE', `/collections/${name}`);
    },
  };
}
