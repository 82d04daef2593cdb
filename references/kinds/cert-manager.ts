import { dig, fields, pointer, strings, text } from '../fields';
import { objectId } from '../identity';
import type { GroupRules, KindRule } from '../kind-rule';
import type { Manifest } from '../manifest';
import type { Provides } from '../provision';
import { type ReferenceDraft, refer, toObject } from '../reference';

const group = 'cert-manager.io';

/** What an issuer signs or logs in with, and the key of an ACME account that it makes. */
const issuer: KindRule = {
  provides: (object) => {
    const name = text(dig(object, 'spec', 'acme', 'privateKeySecretRef', 'name'));
    // A ClusterIssuer keeps it, and reads all others, in cert-manager's own namespace, which the object does not name.
    if (name === undefined || object.metadata.namespace === undefined) return {};
    const id = objectId('', 'Secret', object.metadata.namespace, name);
    return { objects: [{ id, via: 'operator', parts: new Set(['tls.key']) }] };
  },
  references: (object) => {
    if (object.metadata.namespace === undefined) return [];
    const name = text(dig(object, 'spec', 'ca', 'secretName'));
    const signing =
      name === undefined
        ? []
        : [
            refer(
              '/spec/ca/secretName',
              toObject(objectId('', 'Secret', object.metadata.namespace, name)),
              'with',
              'signs with it',
            ),
          ];
    return [...signing, ...credentials(object, object.spec, ['spec'])];
  },
};

function credentials(
  object: Manifest,
  value: unknown,
  at: readonly (string | number)[],
): readonly ReferenceDraft[] {
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(fields(value));
  return entries.flatMap(([field, inner]) => {
    const path = [...at, field];
    const name = text(dig(inner, 'name'));
    if (name === undefined || typeof field !== 'string' || !/^secretRef$|SecretRef$/.test(field))
      return credentials(object, inner, path);
    if (field === 'privateKeySecretRef') return [];
    const key = text(dig(inner, 'key'));
    const id = objectId('', 'Secret', object.metadata.namespace, name);
    const target = toObject(id, key === undefined ? undefined : { type: 'key', name: key });
    return [refer(pointer(...path), target, 'with', 'logs in with it')];
  });
}

/** cert-manager: certificates and who signs them. */
export const certManager: GroupRules = {
  group,
  kinds: {
    Certificate: {
      provides: (object) => {
        const name = text(dig(object, 'spec', 'secretName'));
        if (name === undefined) return {};
        const template = dig(object, 'spec', 'secretTemplate');
        return {
          objects: [
            {
              id: objectId('', 'Secret', object.metadata.namespace, name),
              via: 'certificate',
              parts: new Set(['tls.crt', 'tls.key', 'ca.crt']),
              secretType: 'kubernetes.io/tls',
              labels: strings(dig(template, 'labels')),
              annotations: strings(dig(template, 'annotations')),
            },
          ],
        };
      },
      references: issuerReference,
    },
    CertificateRequest: { references: issuerReference },
    Issuer: issuer,
    ClusterIssuer: issuer,
  },
};

function issuerReference(object: Manifest): readonly ReferenceDraft[] {
  const reference = dig(object, 'spec', 'issuerRef');
  const name = text(dig(reference, 'name'));
  if (name === undefined) return [];
  const kind = text(dig(reference, 'kind')) ?? 'Issuer';
  const namespace = kind === 'ClusterIssuer' ? undefined : object.metadata.namespace;
  const target = toObject(objectId(text(dig(reference, 'group')) ?? group, kind, namespace, name));
  return [refer('/spec/issuerRef', target, 'with', 'signs the certificate')];
}

const issuers = ['cert-manager.io/cluster-issuer', 'cert-manager.io/issuer', 'kubernetes.io/tls-acme'];

/**
 * The Secrets that cert-manager makes for an object that asks for its certificates by annotation.
 *
 * @param places maps with the name of a Secret, under `secretName` or `name`
 */
export function issuedCertificates(object: Manifest, places: readonly unknown[]): Provides {
  if (!issuers.some((issuer) => object.metadata.annotations?.[issuer] !== undefined)) return {};
  const names = new Set(
    places.flatMap((each) => text(dig(each, 'secretName')) ?? text(dig(each, 'name')) ?? []),
  );
  return {
    objects: [...names].map((name) => ({
      id: objectId('', 'Secret', object.metadata.namespace, name),
      via: 'operator',
      secretType: 'kubernetes.io/tls',
    })),
  };
}
