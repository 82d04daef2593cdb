import { dig, items, portOf, text } from '../../references/fields';
import { objectId } from '../../references/identity';
import type { Manifest } from '../../references/manifest';
import type { ReferenceIndex } from '../../references/reference-index';

/** The Service that a reference to a MeshService means, if it is in the set. */
export function serviceOfTarget(
  reference: unknown,
  policy: Manifest,
  index: ReferenceIndex,
): Manifest | undefined {
  const name = text(dig(reference, 'name'));
  if (dig(reference, 'kind') !== 'MeshService' || name === undefined) return undefined;
  const [, oldName, oldNamespace] = /^([a-z0-9-]+)_([a-z0-9-]+)_svc(?:_\d+)?$/.exec(name) ?? [];
  if (oldName !== undefined) return index.get(objectId('', 'Service', oldNamespace, oldName));
  const namespace = text(dig(reference, 'namespace')) ?? policy.metadata.namespace ?? 'default';
  return index.get(objectId('', 'Service', namespace, name));
}

/** A port of a Service, as far as Kuma reads it. */
export interface MeshPort {
  readonly position: number;
  readonly port: string;
  /** True for protocols whose calls Kuma routes one by one. */
  readonly http: boolean;
  readonly appProtocol: string | undefined;
}

const httpProtocols = new Set(['http', 'http2', 'grpc', 'kubernetes.io/h2c']);

/** The ports of a Service, or only those that a reference names by number or by name. */
export function meshPorts(service: Manifest, named?: string): readonly MeshPort[] {
  return items(dig(service, 'spec', 'ports')).flatMap((item, position) => {
    const port = portOf(dig(item, 'port')) ?? '';
    if (named !== undefined && named !== port && named !== dig(item, 'name')) return [];
    const appProtocol = text(dig(item, 'appProtocol'));
    return [{ position, port, appProtocol, http: httpProtocols.has(appProtocol ?? '') }];
  });
}
