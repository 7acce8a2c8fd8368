import type { Environment } from '../orm/environment.ts';
import { customers } from './customer-data.ts';
import { createMake } from './make.ts';
import type { CompanySeed } from './seed-company.ts';

/** The customers; answers their ids by name. */
export function seedCustomers(environment: Environment, company: CompanySeed): Map<string, number> {
  const make = createMake(environment);
  const ids = new Map<string, number>();
  for (const customer of customers) {
    const id = make('res.partner', {
      name: customer.name,
      phone: customer.phone,
      email: customer.email,
      vat: customer.vat ?? false,
      city: customer.city,
      state_id: company.states.get(customer.state) ?? false,
      country_id: company.country,
      is_company: customer.isCompany ?? false,
      parent_id: (customer.company && ids.get(customer.company)) ?? false,
      customer_rank: 1,
    });
    ids.set(customer.name, id);
  }
  return ids;
}
