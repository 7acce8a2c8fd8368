import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { ConfigError } from '#errors/errors.ts';
import { loadBusinessProfile } from './business-profile.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'business-profile-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const small = {
  name: 'Padaria Sol',
  about: 'Padaria.',
  tone: 'alegre',
  hours: { week: { monday: ['06:00-20:00'] } },
};
function load(content: string | object) {
  const path = join(folder, 'business.yaml');
  writeFileSync(path, typeof content === 'string' ? content : stringify(content));
  return loadBusinessProfile(path);
}
function problemsOf(content: object): string[] {
  try {
    load(content);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n').slice(1);
  }
}

test('a missing file means the example, which is whole', () => {
  const profile = loadBusinessProfile(join(folder, 'nowhere.yaml'));
  expect(profile).toMatchObject({
    name: 'Casa & Obra',
    languages: ['pt-BR', 'en'],
    limits: { approval_above: 5000, max_discount_percent: 15 },
    handoff: { words: expect.arrayContaining(['procon']), failures: 3 },
    crews: ['product-search', 'order-creation', 'support', 'scheduling'],
  });
  expect(profile.hours.week.saturday).toEqual(['08:00-12:00']);
  expect(profile.hours.holidays).toContain('2027-02-09');
});

test('what a small profile leaves out has a value', () => {
  expect(load(small)).toMatchObject({
    languages: ['pt-BR', 'en'],
    hours: { time_zone: 'America/Sao_Paulo', holidays: [], week: { sunday: [] } },
    limits: { max_lines: 20, max_quantity: 1000, approval_above: null, max_discount_percent: 100 },
    handoff: { words: [], sentiments: ['angry'], failures: 3 },
    teams: {},
    policies: [],
    tools_off: [],
  });
});

test('words are one text for every language, or one for each', () => {
  expect(load({ ...small, greeting: 'Oi!' }).greeting).toEqual({ 'pt-BR': 'Oi!', en: 'Oi!' });
  const each = { 'pt-BR': 'Oi!', en: 'Hi!' };
  expect(load({ ...small, greeting: each }).greeting).toEqual(each);
  expect(problemsOf({ ...small, greeting: { en: 'Hi!' } })).toEqual([
    '  greeting: a text of at most 500 characters, or one each under pt-BR and en',
  ]);
});

describe('each problem is one line', () => {
  test.each([
    [{ name: '' }, /^ {2}name: /],
    [{ languages: ['fr'] }, /^ {2}languages\.0: /],
    [{ hours: { week: { monday: ['8-18'] } } }, /^ {2}hours\.week\.monday\.0: hours such as 08:00-18:00/],
    [{ hours: { week: { monday: ['18:00-08:00'] } } }, /an end after the beginning/],
    [{ hours: { week: { montag: [] } } }, /^ {2}hours\.week: .*montag/],
    [{ hours: { week: {}, time_zone: 'Brasilia' } }, /^ {2}hours\.time_zone: an IANA name/],
    [{ hours: { week: {}, holidays: ['25/12'] } }, /^ {2}hours\.holidays\.0: 12-25 or 2026-02-17/],
    [{ limits: { approval_above: -1 } }, /^ {2}limits\.approval_above: /],
    [{ handoff: { sentiments: ['furious'] } }, /^ {2}handoff\.sentiments\.0: /],
    [{ crews: ['sales'] }, /^ {2}crews\.0: /],
    [{ tools_off: ['create_lead; drop'] }, /^ {2}tools_off\.0: a name such as/],
    [{ limit: {} }, /^ {2}file: .*limit/],
  ])('%j', (change, problem) => {
    expect(problemsOf({ ...small, ...change })).toEqual([expect.stringMatching(problem)]);
  });

  test('and all are told at once', () => {
    expect(problemsOf({ ...small, name: '', tone: 5, crews: ['sales'] })).toHaveLength(3);
  });
});

test('a file that is not YAML is a problem of its own', () => {
  expect(() => load('name: [')).toThrow('cannot be read');
  expect(parse(stringify(small))).toEqual(small);
});
