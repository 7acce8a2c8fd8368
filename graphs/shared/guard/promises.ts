/** In the first person, by a model: something done, which only a tool can do. */
const done =
  /\b(confirmei|cancelei|agendei|marquei|remarquei|reservei|separei|registrei|reembolsei|estornei|enviei|solicitei|abri um chamado|(i have|i've|i just) (confirmed|cancelled|canceled|booked|reserved|registered|refunded|sent|requested|opened))\b/i;

/** Something that the company will do, which nobody has decided. */
const promised =
  /\b(garanto|garantimos|prometo|prometemos|ser[áa] (reembolsad|estornad|creditad|trocad)[oa]s?|vou (reembolsar|estornar|cancelar|trocar)|vamos (reembolsar|estornar)|i (guarantee|promise)|we (guarantee|promise)|will be (refunded|credited)|i will (refund|cancel))/i;

/**
 * The words in which a reply claims or promises what no tool has done.
 *
 * @param wrote Whether a tool has changed something in this turn.
 */
export function unkeptPromises(reply: string, wrote: boolean): string[] {
  const found = [promised.exec(reply)?.[0], wrote ? undefined : done.exec(reply)?.[0]];
  return found.filter((words) => words !== undefined);
}
