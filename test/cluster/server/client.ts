import { Agent, request } from 'node:https';
import type { Manifest } from '../../../references/manifest';

/** Where an API server is, and who asks. */
export interface Access {
  readonly url: string;
  readonly authority?: string;
  readonly token?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly insecure?: boolean;
}

/** What the API server answered; `body` is the parsed JSON, or an empty object where there is none. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Where objects of a kind live. */
interface Resource {
  readonly plural: string;
  readonly namespaced: boolean;
}

/** How an object is applied. */
export interface ApplyOptions {
  /** Nothing is stored; admission and validation run all the same. */
  readonly dryRun?: boolean;
  /** @default kustomize-controller */
  readonly manager?: string;
}

/** The few requests that the lane makes of an API server, over one set of kept-alive connections. */
export class ApiClient {
  private readonly agent: Agent;
  private readonly resources = new Map<string, Map<string, Resource>>();

  constructor(readonly access: Access) {
    this.agent = new Agent({
      keepAlive: true,
      maxSockets: 8,
      ...(access.authority === undefined ? {} : { ca: access.authority }),
      ...(access.certificate === undefined ? {} : { cert: access.certificate }),
      ...(access.key === undefined ? {} : { key: access.key }),
      rejectUnauthorized: access.insecure !== true,
    });
  }

  close(): void {
    this.agent.destroy();
  }

  /** One request; the answer is given whatever its status. */
  async request(method: string, path: string, body?: unknown, type = 'application/json'): Promise<Answer> {
    try {
      return await this.send(method, path, body, type);
    } catch (error) {
      // A kept-alive connection that the server has closed meanwhile: every request here can be made twice.
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code !== 'ECONNRESET' && code !== 'EPIPE') throw error;
      return this.send(method, path, body, type);
    }
  }

  private send(method: string, path: string, body: unknown, type: string): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const outgoing = request(
        `${this.access.url}${path}`,
        {
          method,
          agent: this.agent,
          headers: {
            accept: 'application/json',
            ...(this.access.token === undefined ? {} : { authorization: `Bearer ${this.access.token}` }),
            ...(text === undefined
              ? {}
              : { 'content-type': type, 'content-length': Buffer.byteLength(text) }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            resolve({
              status: response.statusCode ?? 0,
              body: parse(Buffer.concat(chunks).toString('utf8')),
            });
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(text);
    });
  }

  /** Server-side apply that refuses unknown and duplicate fields. */
  async apply(object: Manifest, options: ApplyOptions = {}): Promise<Answer> {
    const path = await this.pathOf(object);
    if (path === undefined) return unknownKind(object);
    const query = new URLSearchParams({
      fieldManager: options.manager ?? 'kustomize-controller',
      fieldValidation: 'Strict',
      force: 'true',
      ...(options.dryRun === true ? { dryRun: 'All' } : {}),
    });
    return this.request('PATCH', `${path}?${query}`, object, 'application/apply-patch+yaml');
  }

  /** The object as it is stored. */
  async get(object: Manifest): Promise<Answer> {
    const path = await this.pathOf(object);
    return path === undefined ? unknownKind(object) : this.request('GET', path);
  }

  /** Deletes the object; a missing one is an answer like another (404). */
  async delete(object: Manifest): Promise<Answer> {
    const path = await this.pathOf(object);
    return path === undefined ? unknownKind(object) : this.request('DELETE', path);
  }

  /** Forgets what kinds there are: for use after a CustomResourceDefinition was added. */
  forgetKinds(): void {
    this.resources.clear();
  }

  /** The path of an object, or nothing where the server does not know its kind. */
  async pathOf(object: Manifest): Promise<string | undefined> {
    const root = object.apiVersion.includes('/') ? `/apis/${object.apiVersion}` : `/api/${object.apiVersion}`;
    const known = this.resources.get(root) ?? (await this.discover(root));
    const resource = known.get(object.kind);
    if (resource === undefined) return undefined;
    const name = encodeURIComponent(object.metadata.name);
    const namespace = object.metadata.namespace ?? 'default';
    return resource.namespaced
      ? `${root}/namespaces/${encodeURIComponent(namespace)}/${resource.plural}/${name}`
      : `${root}/${resource.plural}/${name}`;
  }

  private async discover(root: string): Promise<Map<string, Resource>> {
    const { body } = await this.request('GET', root);
    const found = new Map<string, Resource>();
    for (const entry of Array.isArray(body.resources) ? body.resources : []) {
      const { name, kind, namespaced } = entry as { name: string; kind: string; namespaced: boolean };
      if (!name.includes('/')) found.set(kind, { plural: name, namespaced });
    }
    if (found.size > 0) this.resources.set(root, found);
    return found;
  }
}

/** What an answer says, in one line. */
export function message(answer: Answer): string {
  const text = answer.body.message;
  return typeof text === 'string' ? text : `status ${answer.status}`;
}

function unknownKind(object: Manifest): Answer {
  return { status: 404, body: { message: `the server does not know ${object.apiVersion} ${object.kind}` } };
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' ? { ...value } : {};
  } catch {
    return { message: text };
  }
}
