import type { OdooTarget } from './target.ts';

/** Whatever came back, and how. */
export interface Json2Answer {
  status: number;
  contentType: string;
  body: unknown;
}

/** What is different from a proper request. */
export interface RequestChanges {
  headers?: Record<string, string>;
  body?: string;
}

/** Posts to `/json/2/<model>/<method>` as the documentation of Odoo describes it. */
export async function json2(
  target: OdooTarget,
  path: string,
  named: Record<string, unknown> = {},
  changes: RequestChanges = {},
): Promise<Json2Answer> {
  const response = await fetch(`${target.url}/json/2/${path}`, {
    method: 'POST',
    headers: {
      Authorization: `bearer ${target.apiKey}`,
      'X-Odoo-Database': target.db,
      'Content-Type': 'application/json',
      ...changes.headers,
    },
    body: changes.body ?? JSON.stringify(named),
  });
  const contentType = response.headers.get('content-type') ?? '';
  const isJson = contentType.startsWith('application/json');
  return {
    status: response.status,
    contentType,
    body: isJson ? await response.json() : await response.text(),
  };
}

/** The result of a call that must succeed. */
export async function json2Result<Result>(
  target: OdooTarget,
  path: string,
  named: Record<string, unknown> = {},
): Promise<Result> {
  const answer = await json2(target, path, named);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Result;
}
