import { beforeEach, describe, expect, test } from 'vitest';
import { contactOf as contactOfPhone, receiveMessage } from '../rules/receive-message.ts';
import { versionProfiles } from '../version-profile.ts';
import { createWorld, type World } from '../world.ts';
import { contactOf, conversationOf, nameOf, objectOf, pageOf, type RestRequest } from './route.ts';
import { routes } from './routes.ts';

let world: World;
beforeEach(() => {
  world = createWorld(100);
});

const request = (changes: Partial<RestRequest>): RestRequest => ({
  world,
  profile: versionProfiles['4.16'],
  caller: { kind: 'user', id: 5 },
  params: {},
  query: {},
  body: {},
  files: [],
  ...changes,
});

describe('what the path names', () => {
  test('is found by its number', () => {
    const { conversation } = receiveMessage(world, contactOfPhone(world, '+5511999990001'), 'oi');
    expect(conversationOf(request({ params: { conversation: String(conversation.id) } }))).toBe(conversation);
    expect(contactOf(request({ params: { contact: String(conversation.contact.id) } }))).toBe(
      conversation.contact,
    );
  });

  test.each(['9999', 'abc', '', '1.5'])('"%s" is not there', (number) => {
    expect(() => conversationOf(request({ params: { conversation: number } }))).toThrow(/could not be found/);
    expect(() => contactOf(request({ params: { contact: number } }))).toThrow(/could not be found/);
  });
});

describe('the name of the caller', () => {
  test.each([
    [{ kind: 'agent_bot', id: 12 }, 'Robô da loja'],
    [{ kind: 'user', id: 5 }, 'Ana Souza'],
    [{ kind: 'user', id: 99 }, 'sistema'],
  ] as const)('%j is %s', (caller, name) => {
    expect(nameOf(request({ caller }))).toBe(name);
  });
});

describe('one page of a list', () => {
  const items = Array.from({ length: 7 }, (_, index) => index + 1);
  test.each([
    [undefined, [1, 2, 3]],
    ['1', [1, 2, 3]],
    ['3', [7]],
    ['4', []],
    ['0', [1, 2, 3]],
    ['-2', [1, 2, 3]],
    ['x', [1, 2, 3]],
  ])('page %j', (page, expected) => {
    expect(pageOf(items, page, 3)).toEqual(expected);
  });
});

test('only an object is an object', () => {
  const given = { a: 1 };
  expect(objectOf(given)).toEqual(given);
  expect(objectOf(given)).not.toBe(given);
  for (const other of [null, undefined, 'a', 7, [1]]) expect(objectOf(other)).toEqual({});
});

describe('the endpoints', () => {
  test('are each there once', () => {
    const names = routes.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test('a fixed path comes before one with a parameter in its place', () => {
    const paths = routes.map(({ path }) => path);
    expect(paths.indexOf('/contacts/search')).toBeLessThan(paths.indexOf('/contacts/:contact'));
  });

  test('none that lists is open to bots, in any version', () => {
    for (const { method, path, bots } of routes)
      if (method === 'get' && !path.includes(':')) expect(bots, path).toBe('never');
  });
});
