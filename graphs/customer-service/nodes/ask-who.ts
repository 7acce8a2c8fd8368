import type { Language, Words } from '#config/business-schema.ts';
import { askCustomer, type CustomerQuestion } from '../../shared/ask-customer.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { languageOf } from '../../shared/language.ts';
import { bestNamed } from '../same-name.ts';
import type { CustomerServiceState } from '../state.ts';

/** What a client sees of a run that waits to know who of several customers writes. */
interface IdentityQuestion extends CustomerQuestion {
  kind: 'customer_identification';
}

const first: Words = {
  'pt-BR': 'Este contato está em mais de um cadastro. Em nome de quem está o seu?',
  en: 'You write from a contact that more than one customer has. In which name are you registered?',
};
const again: Words = {
  'pt-BR': 'Não achei esse nome. Pode escrever o nome completo, como está no cadastro?',
  en: 'I did not find that name. Could you write the full name, as it is registered?',
};

/**
 * Asks, twice at most, who of the customers with this phone or e-mail writes; no name is told. The exchange stays out of the
 * messages: specialists answer what was asked before it.
 */
export function askWho({ business }: GraphDependencies) {
  return ({ candidates, turn, ...state }: CustomerServiceState) => {
    const language = languageOf(state, business);
    const name = askCustomer(questionIn(first, language), turn);
    const customer = bestNamed(candidates, name.text);
    if (customer) return { customer, candidates: [], turn: name.turn || turn };
    const fullName = askCustomer(questionIn(again, language), name.turn || turn);
    const found = bestNamed(candidates, fullName.text);
    const told = { turn: fullName.turn || turn };
    return found
      ? { ...told, customer: found, candidates: [] }
      : { ...told, handoffCause: 'several_customers' as const };
  };
}

function questionIn(words: Words, language: Language): IdentityQuestion {
  return { kind: 'customer_identification', message: words[language] };
}
