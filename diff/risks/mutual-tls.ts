import { dig, items, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import type { ObjectChange } from '../change';
import { say } from '../sentence';
import { eachChange, named, placed, type RiskRule, type Said } from './risk';

/** Rules about mutual TLS inside the mesh. */
export const mutualTlsRules: readonly RiskRule[] = [
  {
    id: 'identity-removed',
    level: 'high',
    title: 'A MeshIdentity goes: its pods have no certificate, and call in plain text',
    find: eachChange(['kuma.io/MeshIdentity', 'kuma.io/MeshTrust'], (change) =>
      change.kind === 'removed'
        ? [say`${named(change)} is gone: mutual TLS no longer holds for its pods`]
        : [],
    ),
  },
  {
    id: 'identity-changed',
    level: 'high',
    title:
      'The trust domain, the path or the authority of a MeshIdentity changes: permissions name the old identities',
    find: eachChange(['kuma.io/MeshIdentity'], (change) => {
      if (change.kind !== 'changed') return [];
      const value = (object: Manifest | undefined, field: string) =>
        text(dig(object, 'spec', 'spiffeID', field)) ?? 'none';
      const said: Said[] = ['trustDomain', 'path']
        .filter((field) => value(change.before, field) !== value(change.after, field))
        .map(
          (field) =>
            say`${named(change)}: spiffeID.${field} ${value(change.before, field)} -> ${value(change.after, field)}; permissions name the old identities`,
        );
      const selfSigned = (object: Manifest | undefined) =>
        dig(object, 'spec', 'provider', 'bundled', 'insecureAllowSelfSigned') === true;
      if (!selfSigned(change.before) && selfSigned(change.after)) {
        said.push(say`${named(change)}: an authority that signed itself is trusted now`);
      }
      return said;
    }),
  },
  {
    id: 'tls-loosened',
    level: 'high',
    title: 'MeshTLS or a Mesh’s mtls goes from strict to permissive, or goes; meshServices leaves Exclusive',
    find: eachChange(['kuma.io/MeshTLS', 'kuma.io/Mesh'], (change) =>
      change.id.kind === 'Mesh' ? meshLoosened(change) : policyLoosened(change),
    ),
  },
  {
    id: 'node-tls-loosened',
    level: 'high',
    title: 'A VirtualNode or VirtualGateway no longer insists on TLS, as a server or as a client',
    find: eachChange(['appmesh.k8s.aws/VirtualNode', 'appmesh.k8s.aws/VirtualGateway'], nodeLoosened),
  },
];

function meshLoosened(change: ObjectChange): readonly Said[] {
  const { before, after } = change;
  if (change.kind !== 'changed') return [];
  const said: Said[] = [];
  const mode = (mesh: Manifest | undefined) => text(dig(mesh, 'spec', 'meshServices', 'mode')) ?? 'none';
  if (mode(before) === 'Exclusive' && mode(after) !== 'Exclusive') {
    said.push(
      say`mesh ${change.id.name}: meshServices.mode is ${mode(after)}, and without Exclusive no MeshIdentity and no permission holds`,
    );
  }
  const backend = (mesh: Manifest | undefined) => text(dig(mesh, 'spec', 'mtls', 'enabledBackend'));
  if (backend(before) !== undefined && backend(after) === undefined) {
    said.push(say`mesh ${change.id.name}: mutual TLS is off`);
  }
  const permissive = (mesh: Manifest | undefined) =>
    items(dig(mesh, 'spec', 'mtls', 'backends')).some((each) => dig(each, 'mode') === 'PERMISSIVE');
  if (backend(after) !== undefined && permissive(after) && !permissive(before)) {
    said.push(say`mesh ${change.id.name}: mutual TLS is PERMISSIVE, calls in plain text are accepted`);
  }
  return said;
}

function policyLoosened(change: ObjectChange): readonly Said[] {
  if (change.kind === 'added') {
    return modes(change.after).includes('Permissive')
      ? [say`${named(change)}: mutual TLS is Permissive, calls in plain text are accepted`]
      : [];
  }
  if (change.kind === 'removed') {
    return modes(change.before).includes('Strict')
      ? [say`${named(change)} is gone: nothing insists on mutual TLS any more`]
      : [];
  }
  const permissive = (object: Manifest | undefined) =>
    modes(object).filter((mode) => mode === 'Permissive').length;
  return permissive(change.after) > permissive(change.before)
    ? [say`${named(change)}: mutual TLS is Permissive, calls in plain text are accepted`]
    : [];
}

function modes(policy: Manifest | undefined): readonly string[] {
  return ['from', 'rules'].flatMap((list) =>
    items(dig(policy, 'spec', list)).flatMap((each) => text(dig(each, 'default', 'mode')) ?? []),
  );
}

function nodeLoosened(change: ObjectChange): readonly Said[] {
  const { before, after } = change;
  if (change.kind !== 'changed') return [];
  const insists = (object: Manifest | undefined) =>
    items(dig(object, 'spec', 'listeners')).filter((listener) => dig(listener, 'tls', 'mode') === 'STRICT')
      .length;
  const enforces = (object: Manifest | undefined) => {
    const tls = dig(object, 'spec', 'backendDefaults', 'clientPolicy', 'tls');
    // App Mesh enforces a client policy unless it says otherwise.
    return tls !== undefined && dig(tls, 'enforce') !== false;
  };
  return [
    ...(insists(before) > insists(after)
      ? [say`${placed(change.id)}: its listener no longer insists on TLS (mode STRICT)`]
      : []),
    ...(enforces(before) && !enforces(after)
      ? [say`${placed(change.id)}: it no longer insists on TLS when it calls others`]
      : []),
  ];
}
