import { connect } from 'node:http2';
import { gzipSync } from 'node:zlib';
import { startCollector } from './collector';

/** A field that is a text, bytes or a message. */
const field = (number: number, ...parts: readonly (Buffer | string)[]): Buffer => {
  const value = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from([(number << 3) | 2, value.length]), value]);
};
const attribute = (key: string, value: string) => [field(1, key), field(2, field(1, value))] as const;
const trace = Buffer.alloc(16, 0xab);

/** Sends a request, compressed where asked, and gives the status of gRPC that comes back. */
function send(port: number, method: string, message: Buffer, compressed = false): Promise<string> {
  const body = compressed ? gzipSync(message) : message;
  const head = Buffer.alloc(5);
  head.writeUInt8(compressed ? 1 : 0);
  head.writeUInt32BE(body.length, 1);
  const session = connect(`http://127.0.0.1:${port}`);
  return new Promise((resolve, reject) => {
    const stream = session.request({
      ':method': 'POST',
      ':path': `/opentelemetry.proto.collector.${method}/Export`,
      'content-type': 'application/grpc',
    });
    let status = '';
    stream.on('trailers', (headers) => {
      status = String(headers['grpc-status']);
    });
    stream.on('error', reject);
    stream.on('end', () => {
      session.close();
      resolve(status);
    });
    stream.resume();
    stream.end(Buffer.concat([head, body]));
  });
}

test('the collector reads spans, lines and names of metrics as OTLP has them, compressed or not', async () => {
  const collector = await startCollector();
  try {
    const span = field(
      2,
      field(1, trace),
      field(2, Buffer.alloc(8, 1)),
      field(4, Buffer.alloc(8, 2)),
      field(5, 'jazz'),
      field(9, ...attribute('http.method', 'GET')),
    );
    const record = field(2, field(5, field(1, 'a line')), field(6, ...attribute('status', '200')));
    const answers = [
      await send(collector.port, 'trace.v1.TraceService', field(1, field(2, span))),
      await send(collector.port, 'logs.v1.LogsService', field(1, field(2, record)), true),
      await send(
        collector.port,
        'metrics.v1.MetricsService',
        field(1, field(2, field(2, field(1, 'calls')))),
      ),
      await send(collector.port, 'profiles.v1.ProfilesService', Buffer.alloc(0)),
    ];
    expect(answers).toEqual(['0', '0', '0', '12']);
    expect(collector.spans).toEqual([
      {
        trace: 'ab'.repeat(16),
        span: '01'.repeat(8),
        parent: '02'.repeat(8),
        name: 'jazz',
        attributes: { 'http.method': 'GET' },
      },
    ]);
    expect(collector.logs).toEqual([{ body: 'a line', attributes: { status: '200' } }]);
    expect([...collector.metrics]).toEqual(['calls']);
  } finally {
    await collector.stop();
  }
});
