import { AccessError } from '#errors/errors.ts';

/** Models that hold credentials, permissions or the machinery of Odoo; `*` stands for the rest of a name. */
const deniedModels = [
  'auth*',
  'base.*',
  'bus.*',
  'certificate.*',
  'change.password*',
  'fetchmail*',
  'google*',
  'iap.*',
  'ir.*',
  'mail.mail',
  'mail.push*',
  'microsoft*',
  'payment.*',
  'portal.*',
  'res.config*',
  'res.device*',
  'res.groups*',
  'res.users*',
  'sms.*',
  'web_editor*',
];

export function isDeniedModel(model: string): boolean {
  return deniedModels.some((pattern) =>
    pattern.endsWith('*') ? model.startsWith(pattern.slice(0, -1)) : model === pattern,
  );
}

/** @throws AccessError for a model that is never shown. */
export function checkModelAllowed(model: string): void {
  if (!isDeniedModel(model)) return;
  throw new AccessError(`The model ${model} is not open to tools.`, {
    code: 'model_denied',
    fix: 'Use one of the models of list_models.',
  });
}
