import { dig, items, pointer, strings } from '../fields';
import { objectId } from '../identity';
import type { ReferenceContext } from '../kind-rule';
import { byLabels, matches } from '../labels';
import type { Manifest } from '../manifest';
import { type ReferenceDraft, refer, toObject } from '../reference';

const group = 'kuma.io';

/** A collector that a policy names, by labels: Kuma has no other way. */
export interface CollectorReference {
  readonly at: readonly (string | number)[];
  readonly labels: Readonly<Record<string, string>>;
}

/** The collectors that a policy of telemetry names. */
export function namedCollectors({ kind, spec }: Manifest): readonly CollectorReference[] {
  return backendLists(kind, spec).flatMap(({ at, backends }) =>
    items(backends).flatMap((backend, index) => {
      const labels = strings(dig(backend, 'openTelemetry', 'backendRef', 'labels'));
      return Object.keys(labels).length === 0
        ? []
        : [{ at: [...at, index, 'openTelemetry', 'backendRef', 'labels'], labels }];
    }),
  );
}

function backendLists(
  kind: string,
  spec: unknown,
): readonly { readonly at: readonly (string | number)[]; readonly backends: unknown }[] {
  if (kind === 'MeshTrace' || kind === 'MeshMetric') {
    return [{ at: ['spec', 'default', 'backends'], backends: dig(spec, 'default', 'backends') }];
  }
  if (kind !== 'MeshAccessLog') return [];
  return ['rules', 'to', 'from'].flatMap((part) =>
    items(dig(spec, part)).map((item, index) => ({
      at: ['spec', part, index, 'default', 'backends'],
      backends: dig(item, 'default', 'backends'),
    })),
  );
}

/** Kuma takes the oldest of those that have the labels, and sends nothing where there is none. */
export function collectorReferences(
  object: Manifest,
  context: Pick<ReferenceContext, 'objectsOfKind'>,
): readonly ReferenceDraft[] {
  return namedCollectors(object).flatMap(({ at, labels }) =>
    context
      .objectsOfKind(group, 'MeshOpenTelemetryBackend')
      .filter(({ metadata }) => matches(byLabels(labels), metadata.labels ?? {}))
      .map(({ metadata }) =>
        refer(
          pointer(...at),
          toObject(objectId(group, 'MeshOpenTelemetryBackend', metadata.namespace, metadata.name)),
          'with',
          'sends to it',
        ),
      ),
  );
}
