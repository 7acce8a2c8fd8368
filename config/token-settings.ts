import type { Config } from './load-config.ts';

/** What of the settings decides how tokens are made and checked. */
export function tokenSettings(config: Config) {
  return {
    secret: config.JWT_SECRET,
    previousSecret: config.JWT_SECRET_PREVIOUS,
    privateKey: pem(config.JWT_PRIVATE_KEY),
    publicKeys: pem(config.JWT_PUBLIC_KEY),
    jwksUrl: config.JWT_JWKS_URL,
    httpHosts: config.ALLOW_HTTP_HOSTS,
    issuer: config.JWT_ISSUER,
  };
}

/** Some places that hold variables keep a value on one line, with `\n` between the lines of a key. */
function pem(text: string | undefined): string | undefined {
  return text?.replaceAll('\\n', '\n');
}
