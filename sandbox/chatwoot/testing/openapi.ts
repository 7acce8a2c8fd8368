import { Ajv, type ValidateFunction } from 'ajv';
import type { Exchange } from '../rest/exchange.ts';
import { openApiFile } from './reference.ts';

type Json = Record<string, unknown>;

/** The problems of one exchange against Chatwoot's OpenAPI file; none, or texts like `answer /id must be number`. */
export type ExchangeCheck = (exchange: Exchange) => string[];

const accountPath = '/api/v1/accounts/{account_id}';

/**
 * Checks exchanges against the file; undefined where it is not there. What the file says nothing about, such
 * as typing signs and the answer to a changed contact, is passed over.
 */
export function exchangeCheck(): ExchangeCheck | undefined {
  const file = openApiFile();
  if (!file) return undefined;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema(corrected(file) as Json, 'file');
  const compiled = new Map<string, ValidateFunction>();
  const validator = (pointer: string[]): ValidateFunction => {
    const reference = `file#/${pointer.map(encodePointer).join('/')}`;
    const validate = compiled.get(reference) ?? ajv.compile({ $ref: reference });
    compiled.set(reference, validate);
    return validate;
  };

  return ({ method, path, requestBody, status, answer }) => {
    const operation = ['paths', `${accountPath}${documentedPath(path)}`, method];
    const problems: string[] = [];
    const check = (what: string, part: string[], value: unknown) => {
      const pointer = [...operation, ...part, 'content', 'application/json', 'schema'];
      if (!has(file, pointer)) return;
      const validate = validator(pointer);
      if (validate(value)) return;
      for (const error of validate.errors ?? [])
        problems.push(`${what} ${error.instancePath} ${error.message}`);
    };
    if (requestBody !== undefined) check('request', ['requestBody'], requestBody);
    if (status === 200) check('answer', ['responses', '200'], answer);
    return problems;
  };
}

/** The file's own names for the parameters of a path. */
const documentedPath = (path: string) =>
  path.replace(':conversation', '{conversation_id}').replace(':contact', '{id}');

function has(file: Json, pointer: string[]): boolean {
  let value: unknown = file;
  for (const part of pointer) value = (value as Json | undefined)?.[part];
  return value !== undefined;
}

const encodePointer = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

/** Where the file and the real serialisers differ, the serialisers are right. */
const wrongEnumerations = new Set(['sender_type', 'current_status', 'status', 'availability_status']);
const wrongTypes: Record<string, Json> = {
  timestamp: { type: 'number' },
  updated_at: { type: ['number', 'string'] },
  snoozed_until: { type: ['number', 'string'] },
};

/** The same schemas, corrected; nearly every field can also be null, which the file does not say. */
function corrected(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => corrected(item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, corrected(inner, key)]);
  const copy: Json = Object.fromEntries(entries);
  if (typeof copy.type !== 'string') return copy;
  if (wrongEnumerations.has(name)) delete copy.enum;
  const type = wrongTypes[name]?.type ?? copy.type;
  return { ...copy, ...(copy.enum ? {} : { nullable: true }), type };
}
