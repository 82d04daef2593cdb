import { dig, fields, items, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import type { ObjectChange } from '../change';
import { canonical } from '../list-keys';
import { listed, type Sentence, say } from '../sentence';
import { eachChange, named, news, placed, type RiskRule, type Said } from './risk';

/** Rules about who may call whom, and what may leave the mesh. */
export const permissionRules: readonly RiskRule[] = [
  {
    id: 'caller-added',
    level: 'high',
    title: 'A MeshTrafficPermission allows a further caller, or all whose identity begins alike',
    find: eachChange(['kuma.io/MeshTrafficPermission'], (change) =>
      news(verb(change.before, 'allow'), verb(change.after, 'allow')).map((key) => {
        const { type, id } = identity(key);
        const service = calledBy(change.after, change);
        return type === 'Prefix'
          ? say`${service} may now be called by everyone whose identity begins with ${id}`
          : say`${service} may now be called by ${id}`;
      }),
    ),
  },
  {
    id: 'caller-removed',
    level: 'medium',
    title: 'A MeshTrafficPermission no longer allows a caller, whose calls are then refused',
    find: eachChange(['kuma.io/MeshTrafficPermission'], (change) =>
      news(verb(change.after, 'allow'), verb(change.before, 'allow'))
        .map(identity)
        .filter(({ id }) => !verb(change.after, 'allow').some((key) => covers(identity(key), id)))
        .map(({ id }) => say`${calledBy(change.before, change)} may no longer be called by ${id}`),
    ),
  },
  {
    id: 'denial-removed',
    level: 'high',
    title: 'A MeshTrafficPermission no longer denies a caller',
    find: eachChange(['kuma.io/MeshTrafficPermission'], (change) =>
      news(verb(change.after, 'deny'), verb(change.before, 'deny')).map(
        (key) => say`${calledBy(change.before, change)} no longer denies calls to ${identity(key).id}`,
      ),
    ),
  },
  {
    id: 'permission-target-widened',
    level: 'high',
    title: 'A permission, or a way out, holds for more pods: its target loses labels',
    find: eachChange(['kuma.io/MeshTrafficPermission', 'kuma.io/MeshPassthrough'], (change) => {
      if (change.kind !== 'changed') return [];
      const labels = (object: Manifest | undefined) =>
        Object.entries(fields(dig(object, 'spec', 'targetRef', 'labels')));
      const gone = news(labels(change.after).map(String), labels(change.before).map(String));
      if (gone.length === 0) return [];
      const now = labels(change.after).map(([key, value]) => `${key}=${value}`);
      return [
        now.length === 0
          ? say`${named(change)} holds for every pod now`
          : say`${named(change)} holds for the pods of ${listed(now)} now`,
      ];
    }),
  },
  {
    id: 'backend-added',
    level: 'high',
    title: 'A VirtualNode may call a further service',
    find: eachChange(['appmesh.k8s.aws/VirtualNode'], (change) =>
      change.kind === 'added'
        ? []
        : news(backends(change.before), backends(change.after)).map(
            (service) => say`${placed(change.id)} may now call ${service}`,
          ),
    ),
  },
  {
    id: 'backend-removed',
    level: 'medium',
    title: 'A VirtualNode may no longer call a service',
    find: eachChange(['appmesh.k8s.aws/VirtualNode'], (change) =>
      change.kind === 'removed'
        ? []
        : news(backends(change.after), backends(change.before)).map(
            (service) => say`${placed(change.id)} may no longer call ${service}`,
          ),
    ),
  },
  {
    id: 'egress-opened',
    level: 'high',
    title: 'The egress filter of an App Mesh Mesh opens, or a Kuma Mesh lets traffic pass through',
    find: eachChange(['appmesh.k8s.aws/Mesh', 'kuma.io/Mesh'], egress),
  },
  {
    id: 'passthrough-widened',
    level: 'high',
    title: 'A MeshPassthrough lets pods reach a further host, or every host',
    find: eachChange(['kuma.io/MeshPassthrough'], passthrough),
  },
];

/** Callers under a verb of a permission, each as text. */
function verb(permission: Manifest | undefined, name: 'allow' | 'deny'): readonly string[] {
  const verbs = name === 'allow' ? ['allow', 'allowWithShadowDeny'] : ['deny'];
  return items(dig(permission, 'spec', 'rules')).flatMap((rule) =>
    verbs.flatMap((each) =>
      items(dig(rule, 'default', each)).map((caller) =>
        JSON.stringify([
          text(dig(caller, 'spiffeID', 'type')) ?? '',
          text(dig(caller, 'spiffeID', 'value')) ?? canonical(caller),
        ]),
      ),
    ),
  );
}

/** Whether who bears an id is among those whose identity begins so. */
function covers({ type, id }: ReturnType<typeof identity>, other: string): boolean {
  return type === 'Prefix' && other.startsWith(id);
}

function identity(key: string): { readonly type: string; readonly id: string } {
  const [type = '', id = ''] = items(JSON.parse(key)).map(String);
  return { type, id };
}

/** The service whose permission it is, as its target's label says; else the permission. */
function calledBy(permission: Manifest | undefined, change: ObjectChange): Sentence {
  const app = text(dig(permission, 'spec', 'targetRef', 'labels', 'app'));
  const { namespace } = change.id;
  if (app !== undefined && namespace !== undefined) return say`${`${namespace}/${app}`}`;
  return say`what ${named(change)} holds for`;
}

function backends(node: Manifest | undefined): readonly string[] {
  return items(dig(node, 'spec', 'backends')).map((backend) => {
    const reference = dig(backend, 'virtualService', 'virtualServiceRef');
    const name = text(dig(reference, 'name'));
    if (name === undefined)
      return text(dig(backend, 'virtualService', 'virtualServiceARN')) ?? canonical(backend);
    return `${text(dig(reference, 'namespace')) ?? node?.metadata.namespace ?? 'default'}/${name}`;
  });
}

function egress(change: ObjectChange): readonly Said[] {
  if (change.kind === 'removed') return [];
  const { before, after } = change;
  const filter = (object: Manifest | undefined) =>
    text(dig(object, 'spec', 'egressFilter', 'type')) ?? 'DROP_ALL';
  if (change.id.group === 'appmesh.k8s.aws') {
    return filter(after) === 'ALLOW_ALL' && (before === undefined || filter(before) !== 'ALLOW_ALL')
      ? [say`mesh ${change.id.name}: its pods may now call every host, its egress filter is ALLOW_ALL`]
      : [];
  }
  // Kuma lets traffic pass through unless the Mesh says otherwise.
  const closed = (object: Manifest | undefined) =>
    dig(object, 'spec', 'networking', 'outbound', 'passthrough') === false;
  return before !== undefined && closed(before) && !closed(after)
    ? [say`mesh ${change.id.name}: its pods may now call every host, traffic passes through`]
    : [];
}

function passthrough(change: ObjectChange): readonly Said[] {
  const { before, after, kind } = change;
  if (kind === 'removed') {
    return [
      {
        sentence: say`${named(change)} is gone: what it let out or kept in follows the Mesh now`,
        level: 'medium',
      },
    ];
  }
  const mode = (object: Manifest | undefined) => text(dig(object, 'spec', 'default', 'passthroughMode'));
  if (mode(after) === 'All') {
    return mode(before) === 'All' ? [] : [say`${placed(change.id)}: its pods may now call every host`];
  }
  const matches = (object: Manifest | undefined) =>
    items(dig(object, 'spec', 'default', 'appendMatch')).map((match) => {
      const port = dig(match, 'port');
      return `${text(dig(match, 'value')) ?? '?'}${port === undefined ? '' : `:${String(port)}`}`;
    });
  return news(matches(before), matches(after)).map(
    (host) => say`${placed(change.id)}: its pods may now call ${host}`,
  );
}
