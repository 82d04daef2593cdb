import { dig, fields, items, strings, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { externalSecretKinds, secretSpec } from './specs';

/** A Go template that External Secrets renders. */
export interface SecretTemplate {
  readonly at: readonly (string | number)[];
  readonly text: string;
  /** The names that it may ask its data for; undefined where they cannot be known, or a missing one is empty. */
  readonly names?: ReadonlySet<string> | undefined;
}

/** The kinds that hold templates. */
export const templatedKinds: readonly string[] = [
  ...externalSecretKinds,
  'external-secrets.io/PushSecret',
  'external-secrets.io/ClusterPushSecret',
];

/** Every template of an object of {@link templatedKinds}. */
export function templatesOf(object: Manifest): readonly SecretTemplate[] {
  if (object.kind === 'PushSecret') return pushed(object.spec, ['spec']);
  if (object.kind === 'ClusterPushSecret')
    return pushed(dig(object, 'spec', 'pushSecretSpec'), ['spec', 'pushSecretSpec']);
  const { spec, at } = secretSpec(object);
  return [
    ...rendered(dig(spec, 'target', 'template'), [...at, 'target', 'template'], fetchedNames(spec)),
    ...rewritten(dig(spec, 'dataFrom'), [...at, 'dataFrom']),
  ];
}

/** The names that are fetched, where each is written. */
function fetchedNames(spec: unknown): ReadonlySet<string> | undefined {
  if (items(dig(spec, 'dataFrom')).length > 0) return undefined;
  return new Set(items(dig(spec, 'data')).flatMap((entry) => text(dig(entry, 'secretKey')) ?? []));
}

function pushed(spec: unknown, at: readonly string[]): readonly SecretTemplate[] {
  return [
    ...rendered(dig(spec, 'template'), [...at, 'template'], undefined),
    ...rewritten(dig(spec, 'dataTo'), [...at, 'dataTo']),
  ];
}

function rendered(
  template: unknown,
  at: readonly string[],
  names: ReadonlySet<string> | undefined,
): readonly SecretTemplate[] {
  const maps = [['data'], ['metadata', 'annotations'], ['metadata', 'labels']].flatMap((path) =>
    Object.entries(strings(dig(template, ...path))).map(([key, value]) => ({
      at: [...at, ...path, key],
      text: value,
      names,
    })),
  );
  const literals = items(dig(template, 'templateFrom')).flatMap((source, index) => {
    const literal = text(dig(source, 'literal'));
    return literal === undefined
      ? []
      : [{ at: [...at, 'templateFrom', index, 'literal'], text: literal, names }];
  });
  return [...maps, ...literals];
}

/** What renames keys: their templates know `value` alone, and another name is empty. */
function rewritten(list: unknown, at: readonly string[]): readonly SecretTemplate[] {
  return items(list).flatMap((entry, index) =>
    items(dig(entry, 'rewrite')).flatMap((step, place) => {
      const template = text(fields(dig(step, 'transform')).template);
      if (template === undefined) return [];
      return [{ at: [...at, index, 'rewrite', place, 'transform', 'template'], text: template }];
    }),
  );
}
