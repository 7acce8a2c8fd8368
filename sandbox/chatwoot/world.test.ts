import { describe, expect, test } from 'vitest';
import { createWorld, firstIdOfNow, takeId, tell } from './world.ts';

describe('numbers', () => {
  test('are taken one after the other, from where they are told to begin', () => {
    const world = createWorld(500);
    expect([takeId(world), takeId(world)]).toEqual([500, 501]);
    expect(world.firstId).toBe(500);
  });

  test('begin at 1 where nothing is told', () => {
    expect(takeId(createWorld())).toBe(1);
  });

  test('of the clock count seconds since 2025, so that a later process begins higher', () => {
    const start = Date.UTC(2025, 0);
    expect(firstIdOfNow(start)).toBe(0);
    expect(firstIdOfNow(start + 90_500)).toBe(90);
    expect(firstIdOfNow()).toBeGreaterThan(20_000_000);
  });

  test("stay within the database's integers for decades", () => {
    expect(firstIdOfNow(Date.UTC(2090, 0))).toBeLessThan(2 ** 31);
  });
});

describe('a world', () => {
  test('shares nothing with another', () => {
    const [one, other] = [createWorld(), createWorld()];
    one.inbox.templates.length = 0;
    one.teams.length = 0;
    expect(other.inbox.templates).not.toEqual([]);
    expect(other.teams).not.toEqual([]);
  });

  test('tells every listener, in their order', () => {
    const world = createWorld();
    const told: string[] = [];
    world.listeners.add(({ name }) => told.push(`first ${name}`));
    world.listeners.add(({ name }) => told.push(`second ${name}`));
    tell(world, { name: 'typing_changed', conversation: {} as never });
    expect(told).toEqual(['first typing_changed', 'second typing_changed']);
  });
});
