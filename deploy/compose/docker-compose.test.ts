import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { environmentSchema } from '#config/variables.ts';

interface Service {
  image?: string;
  command?: string | string[];
  environment?: Record<string, string | number>;
  ports?: string[];
  volumes?: string[];
  profiles?: string[];
  networks?: string[];
  read_only?: boolean;
  user?: string;
  cap_drop?: string[];
  restart?: string;
  logging?: { options: Record<string, string> };
  deploy?: { resources: { limits: Record<string, string> } };
  depends_on?: Record<string, { condition: string }>;
}
interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  networks: Record<string, { internal?: boolean }>;
}

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const ours = services.filter(([, service]) => service.image?.includes('mcp-first'));
const processes = ['mcp-odoo', 'mcp-qdrant', 'mcp-chatwoot', 'mcp-orchestrator', 'crews'];

test('the five processes and Redis start without a profile', () => {
  const always = services.filter(([, service]) => !service.profiles).map(([name]) => name);
  expect(always.sort()).toEqual([...processes, 'redis', 'secrets'].sort());
});

test('every setting that is given to a process exists', () => {
  // Read from outside the schema: by the settings' reader itself, and by the image's health check.
  const known = [...Object.keys(environmentSchema.shape), 'HEALTH_PORT'];
  for (const [name, service] of ours) {
    const unknown = Object.keys(service.environment ?? {}).filter(
      (variable) => !known.includes(variable.replace(/_FILE$/, '')),
    );
    expect(unknown, name).toEqual([]);
  }
});

test('every command runs a file of the project, under the port that the design gives it', () => {
  const ports = [8000, 8001, 8002, 8003, 8004];
  processes.forEach((name, index) => {
    const service = compose.services[name];
    expect(service?.environment?.HEALTH_PORT).toBe(ports[index]);
    expect(existsSync(join(root, service?.command?.[1] ?? 'missing')), name).toBe(true);
  });
});

test('every file and folder of the project that is mounted exists', () => {
  const made = ['./secrets', './settings', './certificates']; // the operator's; an absent one is an empty folder
  const mounted = services
    .flatMap(([, service]) => service.volumes ?? [])
    .map((volume) => volume.split(':')[0] ?? '')
    .filter((source) => source.startsWith('./') && !made.includes(source));
  expect(mounted.filter((source) => !existsSync(join(root, source)))).toEqual([]);
});

test('only crews is open to the network; what else is published is for this machine', () => {
  const open = services.flatMap(([name, service]) =>
    (service.ports ?? []).filter((port) => !/^(\$\{\w+:-)?127\.0\.0\.1/.test(port)).map(() => name),
  );
  expect([...new Set(open)].sort()).toEqual(['caddy', 'crews']);
  expect(compose.networks.internal?.internal).toBe(true);
  for (const store of ['redis', 'qdrant', 'elasticsearch']) {
    expect(compose.services[store]?.networks).toEqual(['internal']);
    expect(compose.services[store]?.ports).toBeUndefined();
  }
});

describe.each(ours.filter(([name]) => name !== 'secrets'))('%s', (_name, service) => {
  test('runs with no more rights than it needs, within limits, and comes back', () => {
    expect(service.user).toBe('1000:1000');
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.restart).toBe('unless-stopped');
    expect(service.deploy?.resources.limits.memory).toBeDefined();
    expect(service.logging?.options['max-size']).toBeDefined();
  });

  test('starts after its secrets are there', () => {
    expect(service.depends_on?.secrets?.condition).toBe('service_completed_successfully');
  });
});

test('no password stands in the file', () => {
  expect(read('docker-compose.yml')).not.toMatch(/(PASSWORD|SECRET|TOKEN|API_KEY): [A-Za-z0-9]{6,}/);
});

test('every volume that is used is declared, and the other way round', () => {
  const used = services
    .flatMap(([, service]) => service.volumes ?? [])
    .map((volume) => volume.split(':')[0] ?? '')
    .filter((source) => !/^[./]/.test(source));
  expect([...new Set(used)].sort()).toEqual(Object.keys(compose.volumes).sort());
});
