import { existsSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';

const path = '../shared/qdrant/openapi.json';

/** Whether Qdrant's OpenAPI description is there to check against. */
export const hasOpenApi = existsSync(path);

interface Operation {
  requestBody?: { content: { 'application/json': { schema: object } } };
  responses: Record<string, { content?: { 'application/json'?: { schema: object } } }>;
}

type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: object } };

export interface Exchange {
  method: string;
  /** Without the query string. */
  path: string;
  request: unknown;
  status: number;
  answer: unknown;
}

/** A check of requests and answers against Qdrant's OpenAPI; undefined where the description is not there. */
export function loadOpenApi(): ((exchange: Exchange) => string[]) | undefined {
  if (!hasOpenApi) return undefined;
  const document = asJsonSchema(JSON.parse(readFileSync(path, 'utf8'))) as Document;
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: false });
  ajv.addSchema({ $id: 'qdrant', ...document });
  const compiled = new Map<string, ValidateFunction>();

  return ({ method, path: address, request, status, answer }) => {
    const [template, operation] = findOperation(document, method.toLowerCase(), address);
    const place = ['paths', template, method.toLowerCase()];
    const problems: string[] = [];
    const validate = (what: string, value: unknown, pointer: string[]) => {
      const reference = `qdrant#/${pointer.map(escapePointer).join('/')}`;
      const check = compiled.get(reference) ?? ajv.compile({ $ref: reference });
      compiled.set(reference, check);
      if (!check(value)) problems.push(`${what} of ${method} ${template}: ${ajv.errorsText(check.errors)}`);
    };
    if (operation.requestBody && status < 400) {
      validate('request', request, [...place, 'requestBody', 'content', 'application/json', 'schema']);
    }
    const key = operation.responses[status] ? String(status) : status < 400 ? '200' : '4XX';
    if (operation.responses[key]?.content?.['application/json']) {
      validate('answer', answer, [...place, 'responses', key, 'content', 'application/json', 'schema']);
    }
    return problems;
  };
}

function findOperation(document: Document, method: string, address: string): [string, Operation] {
  const templates = Object.keys(document.paths).sort(
    (a, b) => Number(a.includes('{')) - Number(b.includes('{')),
  );
  for (const template of templates) {
    const pattern = new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`);
    const operation = document.paths[template]?.[method];
    if (operation && pattern.test(address)) return [template, operation];
  }
  throw new Error(`Qdrant's OpenAPI has no ${method} ${address}`);
}

function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** OpenAPI 3.0 says `nullable` where JSON Schema has the type `null`. */
function asJsonSchema(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(asJsonSchema);
  if (node === null || typeof node !== 'object') return node;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, asJsonSchema(value)]),
  );
  if (nullable !== true) return nullable === undefined ? rest : { ...rest, nullable };
  return Object.keys(rest).length === 0 ? { type: 'null' } : { anyOf: [{ type: 'null' }, rest] };
}
