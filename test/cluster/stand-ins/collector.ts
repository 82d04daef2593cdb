import { createServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { bytesAt, type Message, messagesAt, readMessage } from './protobuf';

/** A span as the collector was sent it; identifiers in hexadecimal. */
export interface Span {
  readonly trace: string;
  readonly span: string;
  readonly parent: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A line of an access log. */
export interface LogRecord {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A collector of OpenTelemetry that keeps what it is sent by gRPC, in plain text. */
export interface Collector {
  readonly port: number;
  readonly spans: readonly Span[];
  readonly logs: readonly LogRecord[];
  /** Names of metrics. */
  readonly metrics: ReadonlySet<string>;
  readonly stop: () => Promise<void>;
}

const services = '/opentelemetry.proto.collector';

/** Starts a collector on the loopback address. Field numbers: open-telemetry/opentelemetry-proto v1. */
export async function startCollector(): Promise<Collector> {
  const spans: Span[] = [];
  const logs: LogRecord[] = [];
  const metrics = new Set<string>();
  const take: Readonly<Record<string, (request: Message) => void>> = {
    [`${services}.trace.v1.TraceService/Export`]: (request) =>
      spans.push(...messagesAt(request, [1, 2, 2]).map(readSpan)),
    [`${services}.logs.v1.LogsService/Export`]: (request) =>
      logs.push(...messagesAt(request, [1, 2, 2]).map(readLog)),
    [`${services}.metrics.v1.MetricsService/Export`]: (request) => {
      for (const metric of messagesAt(request, [1, 2, 2])) metrics.add(bytesAt(metric, 1).toString());
    },
  };
  const server = createServer();
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
  });
  server.on('stream', (stream, headers) => {
    const chunks: Buffer[] = [];
    stream.on('error', () => undefined);
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const method = take[String(headers[':path'])];
      for (const message of frames(Buffer.concat(chunks))) method?.(readMessage(message));
      answer(stream, method === undefined ? 12 : 0);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    spans,
    logs,
    metrics,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const session of sessions) session.destroy();
      }),
  };
}

/** The messages of a body: each has a byte that says whether it is compressed, and its length, before it. */
function frames(body: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at + 5 <= body.length; ) {
    const end = at + 5 + body.readUInt32BE(at + 1);
    // Whoever is stopped while it sends leaves a part of a message.
    if (end > body.length) break;
    const message = body.subarray(at + 5, end);
    found.push(body[at] === 1 ? gunzipSync(message) : message);
    at = end;
  }
  return found;
}

function answer(stream: ServerHttp2Stream, status: number): void {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': String(status) }));
  stream.end(Buffer.alloc(5));
}

function readSpan(span: Message): Span {
  return {
    trace: bytesAt(span, 1).toString('hex'),
    span: bytesAt(span, 2).toString('hex'),
    parent: bytesAt(span, 4).toString('hex'),
    name: bytesAt(span, 5).toString(),
    attributes: attributesOf(span, 9),
  };
}

function readLog(record: Message): LogRecord {
  const [body] = messagesAt(record, [5]);
  return {
    body: body === undefined ? '' : bytesAt(body, 1).toString(),
    attributes: attributesOf(record, 6),
  };
}

/** Attributes whose value is a text. */
function attributesOf(message: Message, field: number): Readonly<Record<string, string>> {
  return Object.fromEntries(
    messagesAt(message, [field]).map((entry) => {
      const [value] = messagesAt(entry, [2]);
      return [bytesAt(entry, 1).toString(), value === undefined ? '' : bytesAt(value, 1).toString()];
    }),
  );
}
