import { z } from 'zod';
import { UpstreamError } from '#errors/errors.ts';
import type { OdooApi, OdooVersion } from './port.ts';

/** The first series of Odoo with JSON-2. */
const firstSeriesWithJson2 = 19;

const info = z.tuple([z.union([z.number(), z.string()])]).rest(z.unknown());
const versionBody = z.union([
  z.object({ version: z.string(), version_info: info }),
  // How XML-RPC's `common.version` names the same.
  z
    .object({ server_version: z.string(), server_version_info: info })
    .transform(({ server_version, server_version_info }) => ({
      version: server_version,
      version_info: server_version_info,
    })),
]);

export function hasJson2(webVersion: unknown): boolean {
  const parsed = versionBody.safeParse(webVersion);
  return parsed.success && seriesOf(parsed.data.version_info[0]) >= firstSeriesWithJson2;
}

/** @throws UpstreamError when what answered is no Odoo. */
export function parseVersion(body: unknown, api: OdooApi): OdooVersion {
  const parsed = versionBody.safeParse(body);
  if (!parsed.success) {
    throw new UpstreamError('What answers at the address of Odoo does not tell a version.', {
      code: 'odoo_bad_answer',
      fix: 'Check ODOO_URL.',
    });
  }
  const { version, version_info } = parsed.data;
  return { text: version, series: seriesOf(version_info[0]), api };
}

/** Odoo Online tells "saas~19". */
function seriesOf(major: number | string): number {
  return Number(String(major).replace(/\D/g, ''));
}
