import { commonMethods } from './methods/common-methods.ts';
import { createModels } from './models/models.ts';
import { Database } from './orm/database.ts';
import type { Environment } from './orm/environment.ts';
import { accessError, userError } from './orm/exceptions.ts';
import { isToMany } from './orm/field.ts';
import { recordOf } from './orm/record.ts';
import { createRegistry, type Registry } from './orm/registry.ts';
import { idsOf, isEmpty, type Values } from './orm/value.ts';
import { seedDatabase } from './seed/seed-database.ts';

/** Who may log in, and the database's name. */
export interface Credentials {
  db: string;
  username: string;
  password: string;
  apiKey: string;
}

/** One Odoo database with its models, without any protocol around it. */
export interface OdooInstance {
  version: number;
  credentials: Credentials;
  environment(userId: number, context: Values): Environment;
  /** Runs `work` as one transaction: when it throws, nothing has changed. */
  transaction<Result>(work: () => Result): Result;
  /** The user of this login, or undefined when it is wrong. A password and an API key are equally good. */
  authenticate(login: string, secret: string): number | undefined;
  /** Puts the seed back; ids start anew. */
  reset(): void;
}

/** The administrator's id in every Odoo database. */
export const administratorId = 2;

/** A seeded instance of Odoo 14 to 19. */
export function createInstance(version: number, credentials: Credentials, now: () => Date): OdooInstance {
  const registry = createRegistry(createModels(version), commonMethods(version));
  let database = seededDatabase();

  function seededDatabase(): Database {
    const fresh = createTables(registry);
    const context = { lang: 'pt_BR', tracking_disable: true };
    seedDatabase({ registry, database: fresh, version, userId: administratorId, context, now });
    return fresh;
  }

  function environment(userId: number, context: Values): Environment {
    const created = { registry, database, version, userId, context, now };
    checkLanguage(created);
    checkCompanies(created);
    return created;
  }

  return {
    version,
    credentials,
    environment,
    transaction: (work) => database.transaction(work),
    authenticate(login, secret) {
      const known = secret === credentials.password || secret === credentials.apiKey;
      return login === credentials.username && known ? administratorId : undefined;
    },
    reset() {
      database = seededDatabase();
    },
  };
}

function createTables(registry: Registry): Database {
  const database = new Database();
  for (const model of registry.values()) {
    const fields = Object.entries(model.fields).filter(([, field]) => field.relation && !isToMany(field));
    database.createTable(
      model.model,
      fields.map(([name]) => name),
    );
  }
  return database;
}

function checkCompanies(environment: Environment): void {
  const allowed = idsOf(environment.context.allowed_company_ids);
  if (allowed.length === 0) return;
  const own = idsOf(recordOf(environment, 'res.users', environment.userId).value('company_ids'));
  if (allowed.some((id) => !own.includes(id))) {
    throw accessError('Access to unauthorized or invalid companies.');
  }
}

function checkLanguage({ database, context }: Environment): void {
  const { lang } = context;
  if (isEmpty(lang)) return;
  const installed = database.ids('res.lang').map((id) => database.row('res.lang', id)?.code);
  if (!installed.includes(lang ?? false)) throw userError(`Invalid language code: ${lang}`);
}
