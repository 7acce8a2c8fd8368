import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

type Value = { stringValue?: string; intValue?: string | number; doubleValue?: number; boolValue?: boolean };

/** A span as OTLP carries it, with its attributes as an object. */
export interface CollectedSpan {
  service: string;
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  name: string;
  /** 1 internal, 2 server, 3 client, 5 consumer. */
  kind: number;
  /** 2 for an error. */
  status: number | undefined;
  attributes: Record<string, unknown>;
  links: { traceId: string; spanId: string }[];
}

/** A stand-in for an OpenTelemetry collector: takes OTLP as JSON over HTTP and keeps what it was sent. */
export interface Collector {
  /** `http://host:port`. */
  url: string;
  requests: { path: string; headers: IncomingHttpHeaders; body: string }[];
  /** The status that the next requests are answered with; 200 at first. */
  status: number;
  spans(): CollectedSpan[];
  close(): Promise<void>;
}

export async function startCollector(): Promise<Collector> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    collector.requests.push({ path: request.url ?? '', headers: request.headers, body });
    response.writeHead(collector.status, { 'content-type': 'application/json' }).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const collector: Collector = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    status: 200,
    spans: () => collector.requests.flatMap(({ body }) => spansIn(body)),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return collector;
}

interface Attribute {
  key: string;
  value: Value & { arrayValue?: { values: Value[] } };
}

type OtlpSpan = Omit<CollectedSpan, 'service' | 'status' | 'attributes' | 'links'> & {
  status?: { code?: number };
  attributes?: Attribute[];
  links?: { traceId: string; spanId: string }[];
};

function spansIn(body: string): CollectedSpan[] {
  const { resourceSpans } = JSON.parse(body) as {
    resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: OtlpSpan[] }[] }[];
  };
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = String(objectOf(resource.attributes)['service.name']);
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => collected(service, span)));
  });
}

function collected(service: string, span: OtlpSpan): CollectedSpan {
  const { traceId, spanId, parentSpanId, name, kind, status, attributes = [], links = [] } = span;
  return {
    service,
    traceId,
    spanId,
    parentSpanId: parentSpanId || undefined,
    name,
    kind,
    status: status?.code,
    attributes: objectOf(attributes),
    links: links.map((link) => ({ traceId: link.traceId, spanId: link.spanId })),
  };
}

function objectOf(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.arrayValue?.values.map(plainValue) ?? plainValue(value)]),
  );
}

function plainValue({ stringValue, intValue, doubleValue, boolValue }: Value): unknown {
  return stringValue ?? (intValue === undefined ? undefined : Number(intValue)) ?? doubleValue ?? boolValue;
}
