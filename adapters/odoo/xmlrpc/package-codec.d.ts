declare module 'xmlrpc/lib/serializer.js' {
  export function serializeMethodCall(method: string, parameters: unknown[]): string;
}
