import { connect, createServer } from 'node:net';

/** A host outside the mesh that speaks tcp: it answers each caller with what the caller said. */
export interface TcpHost {
  readonly port: number;
  /** All that callers have said. */
  readonly heard: () => readonly string[];
  readonly stop: () => Promise<void>;
}

/**
 * Starts a host on a loopback address.
 *
 * @param address where it listens
 * @param greeting what it says before the caller has said anything, as MySQL and SMTP do
 */
export function startTcpHost(address: string, greeting = ''): Promise<TcpHost> {
  const heard: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (greeting !== '') socket.write(greeting);
    socket.on('data', (data: Buffer) => {
      heard.push(data.toString());
      socket.end(`heard ${data.toString()}`);
    });
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, address, () => {
      const bound = server.address();
      const port = bound !== null && typeof bound === 'object' ? bound.port : 0;
      resolve({
        port,
        heard: () => heard,
        stop: () => new Promise((done) => server.close(() => done())),
      });
    });
  });
}

/** What a host answers to a word; nothing where the connection is closed or refused, or silent for two seconds. */
export function ask(host: string, port: number, word: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect({ host, port }, () => socket.write(word));
    const end = () => {
      socket.destroy();
      resolve(text);
    };
    socket.setTimeout(2000, end);
    socket.on('data', (data: Buffer) => {
      text += data.toString();
    });
    socket.on('error', end);
    socket.on('close', end);
  });
}

/** Whether somebody listens at an address, whatever becomes of the connection. */
export function listens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
  });
}
