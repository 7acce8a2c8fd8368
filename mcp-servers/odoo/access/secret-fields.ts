/** Parts of names that fields with credentials have, in Odoo and in the modules that are added to it. */
const secretName = /passw|passphrase|secret|token|api_?key|private_?key|credential|totp|signup|oauth/;

/** Whether a field may hold a credential, so that it is neither shown nor searched. */
export function isSecretField(name: string): boolean {
  return secretName.test(name.toLowerCase());
}
