import { dig, fields, items, text } from '../references/fields';
import { objectId } from '../references/identity';
import type { Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import { nameOf } from './names';
import type { Split } from './topology';

/** How the calls to each service are shared among its versions, on either mesh. */
export function splitsOf(index: ReferenceIndex): readonly Split[] {
  return [
    ...index.ofKind('appmesh.k8s.aws', 'VirtualService').flatMap((service) => appMeshSplits(index, service)),
    ...['MeshHTTPRoute', 'MeshTCPRoute'].flatMap((kind) => index.ofKind('kuma.io', kind)).flatMap(kumaSplits),
  ];
}

function appMeshSplits(index: ReferenceIndex, service: Manifest): readonly Split[] {
  const reference = dig(service, 'spec', 'provider', 'virtualRouter', 'virtualRouterRef');
  const name = text(dig(reference, 'name'));
  if (name === undefined) return [];
  const namespace = text(dig(reference, 'namespace')) ?? service.metadata.namespace;
  const router = index.get(objectId('appmesh.k8s.aws', 'VirtualRouter', namespace, name));
  return items(dig(router, 'spec', 'routes')).flatMap((route): Split[] => {
    const [protocol] = ['httpRoute', 'http2Route', 'grpcRoute', 'tcpRoute'].filter((key) =>
      Object.hasOwn(fields(route), key),
    );
    if (protocol === undefined) return [];
    const versions = items(dig(route, protocol, 'action', 'weightedTargets')).map((target) => ({
      name: text(dig(target, 'virtualNodeRef', 'name')) ?? text(dig(target, 'virtualNodeARN')) ?? '?',
      weight: weightOf(dig(target, 'weight')),
    }));
    return [{ service: nameOf(service), match: appMeshMatch(dig(route, protocol, 'match')), versions }];
  });
}

function appMeshMatch(match: unknown): string {
  const words = [
    ['prefix', dig(match, 'prefix')],
    ['path', dig(match, 'path', 'exact')],
    ['path ~', dig(match, 'path', 'regex')],
    ['service', dig(match, 'serviceName')],
    ['method', dig(match, 'method') ?? dig(match, 'methodName')],
    ...items(dig(match, 'headers')).map((header) => ['header', dig(header, 'name')]),
  ];
  return said(words);
}

function kumaSplits(route: Manifest): readonly Split[] {
  return items(dig(route, 'spec', 'to')).flatMap((to) => {
    const name = text(dig(to, 'targetRef', 'name')) ?? '*';
    const namespace = text(dig(to, 'targetRef', 'namespace')) ?? route.metadata.namespace;
    return items(dig(to, 'rules')).map((rule): Split => {
      const matches = items(dig(rule, 'matches')).map(kumaMatch);
      return {
        service: namespace === undefined ? name : `${namespace}/${name}`,
        match: matches.length === 0 ? 'all' : matches.join(' or '),
        versions: items(dig(rule, 'default', 'backendRefs')).map((backend) => ({
          name: text(dig(backend, 'name')) ?? '?',
          // Kuma gives a backend without a weight the weight 1.
          weight: dig(backend, 'weight') === undefined ? 1 : weightOf(dig(backend, 'weight')),
        })),
      };
    });
  });
}

function kumaMatch(match: unknown): string {
  const type = text(dig(match, 'path', 'type'));
  const word = type === 'PathPrefix' ? 'prefix' : type === 'Exact' ? 'path' : 'path ~';
  return said([
    [word, dig(match, 'path', 'value')],
    ['method', dig(match, 'method')],
    ...items(dig(match, 'headers')).map((header) => ['header', dig(header, 'name')]),
  ]);
}

function said(words: readonly (readonly unknown[])[]): string {
  const known = words.flatMap(([word, value]) => (text(value) === undefined ? [] : [`${word} ${value}`]));
  return known.length === 0 ? 'all' : known.join(', ');
}

function weightOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
