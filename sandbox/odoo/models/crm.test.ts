import { describe, expect, it } from 'vitest';
import { createRecord } from '../orm/create-record.ts';
import { search } from '../orm/search.ts';
import { writeRecord } from '../orm/write-record.ts';
import { createTestEnvironment } from '../testing/test-environment.ts';

const environment = createTestEnvironment();
const [ana] = search(environment, 'res.partner', [['name', '=', 'Ana Souza']]);

describe('a lead', () => {
  it('starts in the first stage, with the team and the user', () => {
    const lead = createRecord(environment, 'crm.lead', { name: 'Reforma da cozinha', type: 'opportunity' });
    expect(lead.one('stage_id')?.text('name')).toBe('New');
    expect(lead.one('team_id')?.text('name')).toBe('Sales');
    expect(lead.value('user_id')).toBe(2);
    expect(lead.value('phone')).toBe(false);
  });

  it('takes over the contact of its partner', () => {
    const lead = createRecord(environment, 'crm.lead', { name: 'Orçamento' });
    writeRecord(lead, { partner_id: ana?.id ?? 0 });
    expect(lead.text('email_from')).toBe('ana.souza@example.com');
    expect(lead.text('phone')).toBe('+5511987654321');
    expect(lead.text('contact_name')).toBe('Ana Souza');
  });

  it('needs a name', () => {
    expect(() => createRecord(environment, 'crm.lead', {})).toThrow("'Opportunity' (name)");
  });
});

describe('a meeting', () => {
  const create = (values: Record<string, string>) =>
    createRecord(environment, 'calendar.event', { name: 'Visita técnica', ...values });

  it('lasts an hour from now unless told otherwise', () => {
    const event = create({});
    expect([event.text('start'), event.text('stop')]).toEqual(['2026-03-10 12:00:00', '2026-03-10 13:00:00']);
    expect(event.number('duration')).toBe(1);
    expect(event.many('partner_ids').map((partner) => partner.text('name'))).toEqual(['Administrador']);
  });

  it('ends later when it is to last longer', () => {
    const event = create({ start: '2026-03-11 09:00:00' });
    writeRecord(event, { duration: 2.5 });
    expect(event.text('stop')).toBe('2026-03-11 11:30:00');
  });

  it('cannot end before it begins', () => {
    expect(() => create({ start: '2026-03-11 09:00:00', stop: '2026-03-11 08:59:59' })).toThrow(
      'A data e a hora de término não podem ser anteriores',
    );
  });
});

it('tells stages and places in both languages', () => {
  const portuguese = createTestEnvironment({ lang: 'pt_BR' });
  expect(search(portuguese, 'crm.stage', []).map((stage) => stage.text('name'))).toEqual([
    'Novo',
    'Qualificado',
    'Proposta',
    'Ganho',
  ]);
  expect(search(portuguese, 'res.country', [['code', '=', 'BR']])[0]?.displayName()).toBe('Brasil');
  expect(search(portuguese, 'res.country.state', [['code', '=', 'SP']])[0]?.displayName()).toBe(
    'São Paulo (BR)',
  );
});
