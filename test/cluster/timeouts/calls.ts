import { request as send } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';

/** How a call ended, and after how many seconds. */
export interface Ending {
  /** The status of HTTP, of gRPC (`grpc 4`), `cut` where the connection ended before the answer did, or `open`. */
  readonly how: string;
  readonly seconds: number;
}

const since = (started: number, how: string): Ending => ({ how, seconds: (Date.now() - started) / 1000 });

/** A request of HTTP. */
export interface HttpCall {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds for which the body of the request is on its way. @default no body */
  readonly sending?: number;
}

/** Sends a request to the address of a Service. */
export function callHttp(address: string, call: HttpCall): Promise<Ending> {
  const { host, port, path, method = 'GET', headers = {}, sending } = call;
  const started = Date.now();
  return new Promise((resolve) => {
    const outgoing = send(
      { host: address, port, path, method, agent: false, headers: { ...headers, host: `${host}:${port}` } },
      (response) => {
        response.resume();
        response.on('end', () => resolve(since(started, String(response.statusCode))));
        response.on('error', () => resolve(since(started, 'cut')));
      },
    );
    outgoing.on('error', () => resolve(since(started, 'cut')));
    if (sending === undefined) {
      outgoing.end();
      return;
    }
    outgoing.write('begun ');
    setTimeout(() => outgoing.end('done'), sending);
  });
}

/** Calls a method of gRPC with an empty message. */
export function callGrpc(address: string, port: number, method: string): Promise<Ending> {
  const started = Date.now();
  return new Promise((resolve) => {
    const session = connectHttp2(`http://${address}:${port}`);
    const end = (how: string) => {
      session.destroy();
      resolve(since(started, how));
    };
    session.on('error', () => end('cut'));
    const stream = session.request({
      ':method': 'POST',
      ':path': method,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    let status = 'none';
    stream.on('response', (headers) => {
      status = String(headers['grpc-status'] ?? status);
    });
    stream.on('trailers', (trailers) => {
      status = String(trailers['grpc-status'] ?? status);
    });
    stream.on('error', () => end('cut'));
    stream.on('end', () => end(`grpc ${status}`));
    stream.resume();
    stream.end(Buffer.alloc(5));
  });
}

/**
 * Opens a connection of plain tcp and says a word.
 *
 * @param repeated milliseconds after which another word follows, again and again; none where it is absent
 * @param most milliseconds after which the caller ends it, if nobody else has
 */
export function callTcp(address: string, port: number, most: number, repeated?: number): Promise<Ending> {
  const started = Date.now();
  return new Promise((resolve) => {
    const socket = connect({ host: address, port }, () => socket.write('word'));
    const timers: NodeJS.Timeout[] = [];
    const end = (how: string) => {
      for (const timer of timers) clearInterval(timer);
      socket.destroy();
      resolve(since(started, how));
    };
    if (repeated !== undefined) timers.push(setInterval(() => socket.write('word'), repeated));
    timers.push(setTimeout(() => end('open'), most));
    socket.resume();
    socket.on('error', () => end('cut'));
    socket.on('end', () => end('cut'));
  });
}
