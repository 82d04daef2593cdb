import { dig, items, text } from '../../references/fields';
import { type ObjectId, objectId } from '../../references/identity';
import type { Manifest } from '../../references/manifest';
import { parentsOf, refusal } from '../../references/route-attachment';
import type { ObjectChange } from '../change';
import { listed, type Sentence, say } from '../sentence';
import {
  type ClusterChange,
  eachChange,
  type Found,
  news,
  placed,
  type RiskRule,
  type Said,
  type Side,
} from './risk';

const group = 'gateway.networking.k8s.io';

/** Rules about the Gateways of Gateway API: where they listen, who serves them, and which routes they have. */
export const gatewayRules: readonly RiskRule[] = [
  {
    id: 'gateway-controller-changed',
    level: 'high',
    title:
      'Another controller serves a Gateway, or its class is another, with pods and an address of its own',
    find: ({ before, after }) =>
      commonGateways(before, after).flatMap(([was, now]): readonly Found[] => {
        const [old, fresh] = [servedBy(was, before), servedBy(now, after)];
        if (old === fresh) return [];
        const gateway = nameOf(now);
        return [
          {
            sentence: say`Gateway ${gateway}: it is served by ${fresh}, was by ${old}: what that one did for it is gone, its address too`,
            object: idOf(now),
          },
        ];
      }),
  },
  {
    id: 'listener-opened',
    level: 'medium',
    title: 'A Gateway listens on a further port or host, in another way, or for further namespaces',
    find: eachChange([`${group}/Gateway`], opened),
  },
  {
    id: 'listener-closed',
    level: 'medium',
    title: 'A Gateway no longer listens on a port or host, or no longer for a namespace',
    find: eachChange([`${group}/Gateway`], closed),
  },
  {
    id: 'route-detached',
    level: 'high',
    title: 'A route of Gateway API is no longer taken by a listener that took it',
    find: (cluster) => attachments(cluster, 'detached'),
  },
  {
    id: 'route-attached',
    level: 'medium',
    title:
      'A route of Gateway API is taken by a further listener; high where that speaks plain HTTP, and none did',
    find: (cluster) => attachments(cluster, 'attached'),
  },
];

function commonGateways(before: Side, after: Side): readonly (readonly [Manifest, Manifest])[] {
  return after.index.ofKind(group, 'Gateway').flatMap((now) => {
    const was = before.index.get(idOf(now));
    return was === undefined ? [] : [[was, now] as const];
  });
}

function idOf({ kind, metadata }: Manifest): ObjectId {
  return objectId(group, kind, metadata.namespace, metadata.name);
}

function nameOf(object: Manifest): string {
  return placed(idOf(object));
}

/** The controller of its class, where the set has it; the class otherwise. */
function servedBy(gateway: Manifest, { index }: Side): string {
  const name = text(dig(gateway, 'spec', 'gatewayClassName')) ?? '?';
  const controller = text(
    dig(index.get(objectId(group, 'GatewayClass', undefined, name)), 'spec', 'controllerName'),
  );
  return controller === undefined ? `class ${name}` : `${controller} (class ${name})`;
}

function listeners(gateway: Manifest | undefined): ReadonlyMap<string, unknown> {
  return new Map(
    items(dig(gateway, 'spec', 'listeners')).map((listener) => [
      text(dig(listener, 'name')) ?? '?',
      listener,
    ]),
  );
}

/** `port 443 by HTTPS for shop.example.com`. */
function where(listener: unknown): Sentence {
  const host = text(dig(listener, 'hostname'));
  const place = say`port ${String(dig(listener, 'port'))} by ${text(dig(listener, 'protocol')) ?? '?'}`;
  return host === undefined ? place : say`${place} for ${host}`;
}

/** The namespaces whose routes it takes, each in words. */
function takes(listener: unknown): readonly string[] {
  const namespaces = dig(listener, 'allowedRoutes', 'namespaces');
  const from = text(dig(namespaces, 'from')) ?? 'Same';
  if (from !== 'Selector') return [from === 'All' ? 'every namespace' : 'its own namespace'];
  const selector = dig(namespaces, 'selector');
  const labels = Object.entries(dig(selector, 'matchLabels') ?? {}).map(
    ([key, value]) => `namespaces with ${key}=${String(value)}`,
  );
  const expressions = items(dig(selector, 'matchExpressions')).flatMap((expression) => {
    const [key, operator] = [text(dig(expression, 'key')) ?? '?', text(dig(expression, 'operator')) ?? '?'];
    const values = items(dig(expression, 'values')).map(String);
    if (key === namespaceName && operator === 'In') return values.map((value) => `namespace ${value}`);
    return [`namespaces with ${key} ${operator} ${values.join(', ')}`.trim()];
  });
  return [...labels, ...expressions];
}

/** Label that every namespace has, with its name. */
const namespaceName = 'kubernetes.io/metadata.name';

/** Whether every namespace is named, so that one more in the list is one more that is let in. */
function isList(named: readonly string[]): boolean {
  return named.every((each) => each.startsWith('namespace '));
}

function* opened({ id, kind, before, after }: ObjectChange): Generator<Said> {
  if (kind !== 'changed') return;
  const old = listeners(before);
  for (const [name, listener] of listeners(after)) {
    const was = old.get(name);
    const gateway = placed(id);
    if (was === undefined) {
      yield say`Gateway ${gateway}: listener ${name} is new: ${where(listener)}`;
      continue;
    }
    const mode = text(dig(listener, 'tls', 'mode')) ?? 'Terminate';
    const modeBefore = text(dig(was, 'tls', 'mode')) ?? 'Terminate';
    if (plainOf(where(was)) !== plainOf(where(listener))) {
      const sentence = say`Gateway ${gateway}: listener ${name} is ${where(listener)}, was ${where(was)}`;
      const plain = dig(listener, 'protocol') === 'HTTP' && dig(was, 'protocol') !== 'HTTP';
      yield plain ? { sentence, level: 'high' } : sentence;
    } else if (mode !== modeBefore) {
      yield say`Gateway ${gateway}: listener ${name}: TLS is ${mode}, was ${modeBefore}`;
    }
    const [taken, takenBefore] = [takes(listener), takes(was)];
    if (taken.join() === takenBefore.join()) continue;
    const more = news(takenBefore, taken);
    if (isList(taken) && isList(takenBefore)) {
      if (more.length > 0)
        yield say`Gateway ${gateway}: listener ${name} takes routes of ${listed(more)} too`;
    } else if (more.length > 0) {
      yield say`Gateway ${gateway}: listener ${name} takes routes of ${listed(taken)}, was ${listed(takenBefore)}`;
    }
  }
}

function plainOf(sentence: Sentence): string {
  return JSON.stringify(sentence);
}

function* closed({ id, kind, before, after }: ObjectChange): Generator<Said> {
  if (kind !== 'changed') return;
  const now = listeners(after);
  for (const [name, listener] of listeners(before)) {
    const still = now.get(name);
    if (still === undefined) {
      yield say`Gateway ${placed(id)}: listener ${name} is gone: ${where(listener)}`;
      continue;
    }
    const [taken, takenBefore] = [takes(still), takes(listener)];
    const fewer = isList(taken) && isList(takenBefore) ? news(taken, takenBefore) : [];
    if (fewer.length > 0)
      yield say`Gateway ${placed(id)}: listener ${name} no longer takes routes of ${listed(fewer)}`;
  }
}

const routes = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];

/** The listeners that take a route, with their protocols; `refused` says why the others do not. */
interface Attachment {
  readonly taken: ReadonlyMap<string, string>;
  readonly refused: ReadonlyMap<string, string>;
  /** Gateways that it names, and that are not in the set. */
  readonly unknown: boolean;
}

function attachment(route: Manifest, { index }: Side): Attachment {
  const parents = parentsOf(route, index);
  const taken = new Map<string, string>();
  const refused = new Map<string, string>();
  for (const { gateway, listeners } of parents) {
    for (const listener of listeners) {
      const name = `${listener.name} of ${nameOf(gateway)}`;
      const reason = refusal(route, listener, index);
      if (reason === undefined) taken.set(name, text(dig(listener.value, 'protocol')) ?? '?');
      else refused.set(name, reason);
    }
  }
  return { taken, refused, unknown: parents.length < items(dig(route, 'spec', 'parentRefs')).length };
}

function* attachments({ before, after }: ClusterChange, told: 'attached' | 'detached'): Generator<Found> {
  for (const kind of routes) {
    for (const route of after.index.ofKind(group, kind)) {
      const old = before.index.get(idOf(route));
      if (old === undefined) continue;
      const [was, now] = [attachment(old, before), attachment(route, after)];
      const object = idOf(route);
      const name = say`${kind} ${nameOf(route)}`;
      if (told === 'detached') {
        const gone = news([...now.taken.keys()], [...was.taken.keys()]);
        if (gone.length === 0) continue;
        if (now.taken.size === 0 && !now.unknown) {
          yield { object, sentence: say`${name}: no listener takes it any more${why(gone, now)}` };
        } else {
          const sentence = say`${name}: it is no longer taken by listener ${listed(gone)}${why(gone, now)}`;
          yield { object, sentence, level: 'medium' };
        }
      } else {
        const more = news([...was.taken.keys()], [...now.taken.keys()]);
        if (more.length === 0) continue;
        const byHttp = ({ taken }: Attachment) => [...taken.values()].includes('HTTP');
        const sentence = say`${name}: it is taken by listener ${listed(more)} too`;
        const plain = byHttp(now) && !byHttp(was) && was.taken.size > 0;
        yield plain
          ? { object, sentence: say`${sentence}, in plain HTTP`, level: 'high' }
          : { object, sentence };
      }
    }
  }
}

/** Why the first of the listeners does not take it, where it is there. */
function why(gone: readonly string[], { refused }: Attachment): Sentence {
  const reason = gone.flatMap((name) => refused.get(name) ?? [])[0];
  return reason === undefined ? [] : say`: a listener ${reason}`;
}
