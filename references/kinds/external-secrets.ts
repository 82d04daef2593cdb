import { dig, fields, items, pointer, strings, text } from '../fields';
import { objectId } from '../identity';
import type { GroupRules, ReferenceContext } from '../kind-rule';
import { readSelector } from '../labels';
import type { Manifest } from '../manifest';
import type { Provision } from '../provision';
import { type ReferenceDraft, refer, toObject } from '../reference';
import { storeReferences } from './external-secrets-stores';

const group = 'external-secrets.io';
export const generatorGroup = 'generators.external-secrets.io';

/** External Secrets: what brings every Secret of the output. */
export const externalSecrets: GroupRules = {
  group,
  kinds: {
    ExternalSecret: {
      provides: (object) => {
        const secret = secretOf(object);
        return secret === undefined ? {} : { objects: [secret] };
      },
      references: (object) => [
        ...specReferences(object, object.spec, ['spec'], object.metadata.namespace),
        ...mergeTarget(object),
      ],
    },
    ClusterExternalSecret: {
      references: (object) => {
        const selector = readSelector(dig(object, 'spec', 'namespaceSelector'));
        if (selector === undefined) return [];
        const target = { type: 'namespaces', selector } as const;
        return [refer('/spec/namespaceSelector', target, 'with', 'makes an ExternalSecret in each')];
      },
    },
    SecretStore: { references: (object) => storeReferences(object, [object.metadata.namespace]) },
    ClusterSecretStore: {
      references: (object, context) => storeReferences(object, usersOf(object, context)),
    },
    PushSecret: {
      references: (object) => [
        ...items(dig(object, 'spec', 'secretStoreRefs')).flatMap((store, i) =>
          storeReference(store, ['spec', 'secretStoreRefs', i], object.metadata.namespace),
        ),
        ...local(object, dig(object, 'spec', 'selector', 'secret'), 'Secret', ['spec', 'selector', 'secret']),
      ],
    },
  },
};

/**
 * Namespaces of the ExternalSecrets and PushSecrets that read through a ClusterSecretStore: a ServiceAccount or Secret that
 * the store names without a namespace is the one of each of them.
 */
function usersOf(store: Manifest, context: ReferenceContext): readonly string[] {
  const users = ['ExternalSecret', 'PushSecret'].flatMap((kind) => context.objectsOfKind(group, kind));
  const uses = (user: Manifest) =>
    [
      dig(user, 'spec', 'secretStoreRef'),
      ...items(dig(user, 'spec', 'secretStoreRefs')),
      ...['data', 'dataFrom'].flatMap((list) =>
        items(dig(user, 'spec', list)).map((item) => dig(item, 'sourceRef', 'storeRef')),
      ),
    ].some(
      (reference) =>
        dig(reference, 'kind') === 'ClusterSecretStore' && dig(reference, 'name') === store.metadata.name,
    );
  return [...new Set(users.filter(uses).flatMap(({ metadata }) => metadata.namespace ?? []))];
}

/**
 * The Secret that an ExternalSecret makes. With creation policy None it makes none; with Merge it adds its keys to one that
 * somebody else makes (pkg/controllers/externalsecret, v2.9.0).
 */
function secretOf(object: Manifest): Omit<Provision, 'by'> | undefined {
  const spec = object.spec;
  const target = dig(spec, 'target');
  const policy = text(dig(target, 'creationPolicy'));
  if (policy === 'None') return undefined;
  if (dig(target, 'manifest') !== undefined) return undefined;
  const name = text(dig(target, 'name')) ?? object.metadata.name;
  const template = dig(target, 'template');
  const parts = keysOf(spec);
  return {
    id: objectId('', 'Secret', object.metadata.namespace, name),
    via: policy === 'Merge' ? 'merge' : 'external-secret',
    // Without a template the Secret takes the labels and annotations of the ExternalSecret itself.
    labels: strings(dig(template === undefined ? object : template, 'metadata', 'labels')),
    annotations: strings(dig(template === undefined ? object : template, 'metadata', 'annotations')),
    secretType: text(dig(template, 'type')) ?? 'Opaque',
    ...(parts === undefined ? {} : { parts }),
  };
}

/**
 * The keys that the Secret will have; undefined when they cannot be known before it is made. A template with data
 * replaces what was fetched unless its merge policy is Merge.
 */
function keysOf(spec: unknown): ReadonlySet<string> | undefined {
  const template = dig(spec, 'target', 'template');
  const written = Object.keys(fields(dig(template, 'data')));
  const rendered = items(dig(template, 'templateFrom')).length > 0;
  if (rendered) return undefined;
  if (written.length > 0 && dig(template, 'mergePolicy') !== 'Merge') return new Set(written);
  if (items(dig(spec, 'dataFrom')).length > 0) return undefined;
  const fetched = items(dig(spec, 'data')).flatMap((item) => text(dig(item, 'secretKey')) ?? []);
  return new Set([...fetched, ...written]);
}

function mergeTarget(object: Manifest): readonly ReferenceDraft[] {
  const target = dig(object, 'spec', 'target');
  if (text(dig(target, 'creationPolicy')) !== 'Merge' || dig(target, 'manifest') !== undefined) return [];
  const name = text(dig(target, 'name')) ?? object.metadata.name;
  const id = objectId('', 'Secret', object.metadata.namespace, name);
  return [
    refer(
      '/spec/target',
      toObject(id),
      'with',
      'creationPolicy Merge adds keys to a Secret, and makes none',
      {
        source: 'external-secrets pkg/controllers/externalsecret/externalsecret_controller.go',
      },
    ),
  ];
}

function specReferences(
  object: Manifest,
  spec: unknown,
  at: readonly (string | number)[],
  namespace: string | undefined,
): readonly ReferenceDraft[] {
  const drafts = [...storeReference(dig(spec, 'secretStoreRef'), [...at, 'secretStoreRef'], namespace)];
  for (const list of ['data', 'dataFrom']) {
    items(dig(spec, list)).forEach((item, i) => {
      const source = dig(item, 'sourceRef');
      const base = [...at, list, i, 'sourceRef'];
      drafts.push(...storeReference(dig(source, 'storeRef'), [...base, 'storeRef'], namespace));
      const generator = dig(source, 'generatorRef');
      const name = text(dig(generator, 'name'));
      const kind = text(dig(generator, 'kind'));
      if (name === undefined || kind === undefined) return;
      const where = kind === 'ClusterGenerator' ? undefined : namespace;
      const target = toObject(objectId(generatorGroup, kind, where, name));
      drafts.push(refer(pointer(...base, 'generatorRef'), target, 'with', 'makes the value'));
    });
  }
  items(dig(spec, 'target', 'template', 'templateFrom')).forEach((source, i) => {
    const base = [...at, 'target', 'template', 'templateFrom', i];
    drafts.push(...local(object, dig(source, 'configMap'), 'ConfigMap', [...base, 'configMap']));
    drafts.push(...local(object, dig(source, 'secret'), 'Secret', [...base, 'secret']));
  });
  return drafts;
}

function local(
  object: Manifest,
  value: unknown,
  kind: string,
  at: readonly (string | number)[],
): readonly ReferenceDraft[] {
  const name = text(dig(value, 'name'));
  if (name === undefined) return [];
  const target = toObject(objectId('', kind, object.metadata.namespace, name));
  return [refer(pointer(...at), target, 'with', 'the operator retries until it is there')];
}

function storeReference(
  value: unknown,
  at: readonly (string | number)[],
  namespace: string | undefined,
): readonly ReferenceDraft[] {
  const name = text(dig(value, 'name'));
  if (name === undefined) return [];
  const kind = text(dig(value, 'kind')) ?? 'SecretStore';
  const target = toObject(objectId(group, kind, kind === 'ClusterSecretStore' ? undefined : namespace, name));
  return [refer(pointer(...at), target, 'with', 'the operator reads the value through it')];
}
