import { z } from 'zod';

/** The customer on whose behalf a crew acts, as verified by the channel; never taken from text. */
const customerSchema = z.object({
  /** Chatwoot contact id. */
  contact: z.int().positive().optional(),
  /** E.164, verified by the channel (WhatsApp) or by the company. */
  phone: z.string().max(20).optional(),
  /** Verified like the phone: an address that a customer only names must not get here. */
  email: z.string().max(254).optional(),
  /** Odoo `res.partner` id, once the customer has been identified. */
  partner: z.int().positive().optional(),
});

/** Who calls, for whom, and what they may do: the content of a token in this project's own words. */
export const principalSchema = z.object({
  /** A crew's name, or a person's. */
  subject: z.string().min(1).max(100),
  tenant: z.string().min(1).max(40),
  /** For example `odoo:read`, `chatwoot:write`; `*` is everything, in development only. */
  scopes: z.array(z.string().max(60)).max(50),
  customer: customerSchema.optional(),
  /** The Chatwoot conversation in which the crew acts. */
  conversation: z.object({ account: z.int().positive(), id: z.int().positive() }).optional(),
});

export type Principal = z.infer<typeof principalSchema>;

/** The facts of a principal that a tool argument can be bound to. */
export type BoundFact =
  | 'customer.contact'
  | 'customer.phone'
  | 'customer.email'
  | 'customer.partner'
  | 'conversation.id';

/** Whether this principal acts for somebody, so that arguments bound to `fact` must come from its token. */
export function isBound(principal: Principal, fact: BoundFact): boolean {
  return fact === 'conversation.id' ? principal.conversation !== undefined : principal.customer !== undefined;
}

/** The value of a bound fact; undefined while it is not known (a customer who is not yet identified). */
export function factOf(principal: Principal, fact: BoundFact): number | string | undefined {
  switch (fact) {
    case 'customer.contact':
      return principal.customer?.contact;
    case 'customer.phone':
      return principal.customer?.phone;
    case 'customer.email':
      return principal.customer?.email;
    case 'customer.partner':
      return principal.customer?.partner;
    case 'conversation.id':
      return principal.conversation?.id;
  }
}

export function hasScope(principal: Principal, scope: string): boolean {
  return principal.scopes.includes(scope) || principal.scopes.includes('*');
}

/** What a listing of tools depends on: principals of the same class are offered the same tools. */
export function principalClass(principal: Principal): string {
  return JSON.stringify([
    [...principal.scopes].sort(),
    principal.customer !== undefined,
    principal.conversation !== undefined,
  ]);
}
