import { Ajv2020 } from 'ajv/dist/2020.js';
import { openApiOf } from '../openapi.ts';
import { allRoutes } from '../routes/all-routes.ts';

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema(openApiOf(allRoutes), 'api');

/** Throws where an answer of the API is not what OpenAPI says of it; addresses that it does not know may answer anything. */
export function checkAnswer(
  operation: string,
  { status, type, text }: { status: number; type: string; text: string },
): void {
  const [method = '', address = ''] = operation.split(' ');
  const path = new URL(address, 'http://crews').pathname;
  const route = allRoutes.find(
    (each) => each.method === method.toLowerCase() && patternOf(each.path).test(path),
  );
  if (!route || type === '') return;
  const media = type.split(';')[0] ?? '';
  if (media.startsWith('text/event-stream') || !media.includes('json')) return;
  const answer = status in route.answers ? String(status) : 'default';
  const pointer = ['paths', route.path, route.method, 'responses', answer, 'content', media, 'schema']
    .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/');
  const validate = ajv.getSchema(`api#/${pointer}`) ?? ajv.compile({ $ref: `api#/${pointer}` });
  if (validate(JSON.parse(text))) return;
  throw new Error(
    `${operation} answered ${status} in another form than OpenAPI says: ${ajv.errorsText(validate.errors)}`,
  );
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}
