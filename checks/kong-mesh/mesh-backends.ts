import { dig, fields, items, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { goRegex } from './go-regex';
import { port } from './setting-tests';

type Path = readonly (string | number)[];
interface Problem {
  readonly at: Path;
  readonly message: string;
  readonly expected: string;
}

/** The kinds of backends that a Mesh has, and which of them is on. */
const families = [
  { name: 'mtls', on: 'enabledBackend', types: undefined },
  { name: 'logging', on: 'defaultBackend', types: ['tcp', 'file'] },
  { name: 'tracing', on: 'defaultBackend', types: ['zipkin', 'datadog'] },
  { name: 'metrics', on: 'enabledBackend', types: ['prometheus'] },
] as const;

/** What is wrong with the backends of a Mesh, as its webhook sees it. */
export function* meshBackendProblems(mesh: Manifest): Generator<Problem> {
  for (const { name, on, types } of families) {
    const list = items(dig(mesh, 'spec', name, 'backends'));
    const at = ['spec', name, 'backends'];
    const names = list.map((backend) => text(dig(backend, 'name')) ?? '');
    if (name === 'mtls' && list.length > 1) {
      yield { at: [...at, 1], message: 'a mesh has one mTLS backend', expected: 'one backend' };
    }
    for (const [i, backend] of list.entries()) {
      const own = names[i] ?? '';
      if (own === '' && (name === 'logging' || name === 'tracing')) {
        yield { at: [...at, i], message: 'the backend has no name', expected: 'a name' };
      }
      if (own !== '' && names.indexOf(own) < i) {
        yield {
          at: [...at, i, 'name'],
          message: `another backend is named ${own}`,
          expected: 'another name',
        };
      }
      const type = text(dig(backend, 'type')) ?? '';
      if (types !== undefined && !(types as readonly string[]).includes(type)) {
        yield {
          at: dig(backend, 'type') === undefined ? [...at, i] : [...at, i, 'type'],
          message: `a backend of ${name} has no such type`,
          expected: types.join(' or '),
        };
        continue;
      }
      yield* settingsOf(name, type, backend, [...at, i]);
    }
    const enabled = text(dig(mesh, 'spec', name, on));
    if (enabled !== undefined && !names.includes(enabled)) {
      yield {
        at: ['spec', name, on],
        message: `no backend of ${name} is named ${enabled}`,
        expected: names.length === 0 ? 'the name of a backend' : names.join(' or '),
      };
    }
  }
  yield* constraintTags(mesh);
}

function* settingsOf(family: string, type: string, backend: unknown, at: Path): Generator<Problem> {
  const settings = dig(backend, 'conf');
  const where = (field: string): Path => {
    if (dig(settings, field) !== undefined) return [...at, 'conf', field];
    return settings === undefined ? at : [...at, 'conf'];
  };
  const value = (field: string) => text(dig(settings, field));
  if (family === 'mtls') {
    const expiration = dig(backend, 'dpCert', 'rotation', 'expiration');
    if (dig(backend, 'dpCert') !== undefined && !isLifetime(expiration)) {
      const found = expiration === undefined ? ['dpCert'] : ['dpCert', 'rotation', 'expiration'];
      yield {
        at: [...at, ...found],
        message: 'this is no lifetime',
        expected: 'a lifetime such as 24h or 10d',
      };
    }
  }
  if (type === 'file' && value('path') === undefined) {
    yield { at: where('path'), message: 'the file has no path', expected: 'path' };
  }
  if (type === 'tcp' && !/^(\[[^\]]+\]|[^:]+):[^:]+$/.test(value('address') ?? '')) {
    yield { at: where('address'), message: 'this is no address', expected: 'an address as HOST:PORT' };
  }
  if (family === 'tracing') {
    const sampling = dig(backend, 'sampling');
    if (typeof sampling === 'number' && (sampling < 0 || sampling > 100)) {
      yield { at: [...at, 'sampling'], message: 'this is no share', expected: 'a number from 0 to 100' };
    }
  }
  if (type === 'zipkin') {
    if (!/^[a-z][a-z0-9+.-]*:\/\/(\[[^\]]+\]|[^/?#:\s]+):\d+([/?#]\S*)?$/i.test(value('url') ?? '')) {
      yield { at: where('url'), message: 'this is no URL with a port', expected: 'a URL with its port' };
    }
    const version = value('apiVersion');
    if (version !== undefined && !['httpJsonV1', 'httpJson', 'httpProto'].includes(version)) {
      const expected = 'httpJsonV1, httpJson or httpProto';
      yield { at: where('apiVersion'), message: 'Zipkin has no such format', expected };
    }
  }
  if (type === 'datadog') {
    if (value('address') === undefined) {
      yield { at: where('address'), message: 'the agent has no address', expected: 'address' };
    }
    if (port(dig(settings, 'port') ?? 0) !== undefined) {
      yield { at: where('port'), message: 'the agent has no port', expected: 'a port from 1 to 65535' };
    }
  }
  if (type === 'prometheus') yield* prometheus(settings, [...at, 'conf']);
}

function* prometheus(settings: unknown, at: Path): Generator<Problem> {
  const filter = text(dig(settings, 'envoy', 'filterRegex'));
  if (filter !== undefined && !goRegex(filter)) {
    const expected = 'a regular expression of Go';
    yield { at: [...at, 'envoy', 'filterRegex'], message: 'Go cannot compile this', expected };
  }
  const names = items(dig(settings, 'aggregate')).map((one) => text(dig(one, 'name')) ?? '');
  for (const [i, name] of names.entries()) {
    if (names.indexOf(name) === i) continue;
    const message = `another aggregate is named ${name}`;
    yield { at: [...at, 'aggregate', i], message, expected: 'another name' };
  }
}

function* constraintTags(mesh: Manifest): Generator<Problem> {
  for (const list of ['requirements', 'restrictions']) {
    const at = ['spec', 'constraints', 'dataplaneProxy', list];
    for (const [i, item] of items(dig(mesh, ...at)).entries()) {
      const tags = Object.entries(fields(dig(item, 'tags')));
      if (tags.length === 0) {
        yield { at: [...at, i], message: 'a constraint has no tag', expected: 'at least one tag' };
      }
      for (const [key, value] of tags) {
        if (/^[a-zA-Z0-9._:/-]+$/.test(key) && /^([a-zA-Z0-9._:/-]+|\*)$/.test(String(value))) continue;
        const expected = 'letters, digits, dots, hyphens, colons and slashes, or the value *';
        yield { at: [...at, i, 'tags', key], message: 'this is no tag', expected };
      }
    }
  }
}

/** Kuma's own durations, one number and one unit, with days, weeks and years. */
function isLifetime(value: unknown): boolean {
  return value === '0' || (typeof value === 'string' && /^\d+(y|w|d|h|m|s|ms)$/.test(value));
}
