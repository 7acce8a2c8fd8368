declare module 'xmlrpc/lib/serializer.js' {
  export function serializeMethodCall(method: string, parameters: unknown[]): string;
}

declare module 'xmlrpc/lib/deserializer.js' {
  import type { Readable } from 'node:stream';

  interface Fault extends Error {
    faultCode?: unknown;
    faultString?: unknown;
  }

  export default class Deserializer {
    deserializeMethodResponse(
      stream: Readable,
      callback: (error: Fault | null | undefined, value: unknown) => void,
    ): void;
  }
}
