import { fieldNamesOf } from '../models/field-names.ts';
import type { Environment } from '../orm/environment.ts';
import { createMake } from './make.ts';
import { seedCompany } from './seed-company.ts';
import { seedCustomers } from './seed-customers.ts';
import { seedOrders } from './seed-orders.ts';
import { seedPricelist } from './seed-pricelist.ts';
import { seedProducts } from './seed-products.ts';
import { seedTechnical } from './seed-technical.ts';

/** Fills an empty database with the shop: what it sells, to whom, and what was sold so far. */
export function seedDatabase(environment: Environment): void {
  const company = seedCompany(createMake(environment), fieldNamesOf(environment.version));
  seedProducts(environment);
  seedPricelist(environment, company.currency);
  const customers = seedCustomers(environment, company);
  seedOrders(environment, customers);
  seedTechnical(environment);
}
