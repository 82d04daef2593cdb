import { dig, items, strings, text } from '../../references/fields';
import { type AdminApiOpening, adminApiOpenings } from '../../references/helm-charts/kong-admin-api';
import { helmInstallOf } from '../../references/helm-install';
import type { Manifest } from '../../references/manifest';
import type { FieldChange, ObjectChange } from '../change';
import { listed, say } from '../sentence';
import { eachChange, everyChange, named, news, placed, type RiskRule, type Said, type Side } from './risk';

/** Rules about what is reachable from outside, and how. */
export const exposureRules: readonly RiskRule[] = [
  {
    id: 'service-exposed',
    level: 'high',
    title: 'A Service is reachable from outside the cluster, or its load balancer from the internet',
    find: eachChange(['/Service'], serviceExposed),
  },
  {
    id: 'admin-api-opened',
    level: 'high',
    title:
      'Kong’s Admin API answers others than its controller: behind a load balancer, in plain HTTP, without a client certificate',
    find: eachChange(
      ['helm.toolkit.fluxcd.io/HelmRelease', 'argoproj.io/Application'],
      (change, { before, after }) => {
        const was = openings(change.before, before);
        return openings(change.after, after).flatMap(({ how }) =>
          was.some((each) => each.how === how) ? [] : [say`${named(change)}: the Admin API ${how}`],
        );
      },
    ),
  },
  {
    id: 'plain-http',
    level: 'high',
    title: 'A route accepts plain HTTP, or loses its certificate',
    find: eachChange(['networking.k8s.io/Ingress'], plainHttp),
  },
  {
    id: 'ingress-class-changed',
    level: 'high',
    title: 'Another controller answers for an Ingress, or none, and its plugins are not the same',
    find: eachChange(['networking.k8s.io/Ingress'], ({ id, kind, before, after }) => {
      if (kind !== 'changed') return [];
      const [was, now] = [ingressClass(before), ingressClass(after)];
      return was === now
        ? []
        : [say`${named({ id })}: its class is ${now}, was ${was}: what ${was} did for it is gone`];
    }),
  },
  {
    id: 'consumer-added',
    level: 'medium',
    title: 'A further consumer, or a further credential of one, is let in',
    find: eachChange(['configuration.konghq.com/KongConsumer'], (change) => {
      if (change.kind === 'removed') return [];
      const credentials = (object: Manifest | undefined) =>
        [...items(dig(object, 'credentials')), ...items(dig(object, 'consumerGroups'))].map(String);
      const more = news(credentials(change.before), credentials(change.after));
      if (change.kind === 'added')
        return [say`consumer ${placed(change.id)} is let in, with ${listed(more)}`];
      return more.length === 0 ? [] : [say`consumer ${placed(change.id)} is let in with ${listed(more)} too`];
    }),
  },
  {
    id: 'consumer-removed',
    level: 'medium',
    title: 'A consumer, or a credential of one, is no longer let in',
    find: eachChange(['configuration.konghq.com/KongConsumer'], (change) => {
      if (change.kind === 'removed') return [say`consumer ${placed(change.id)} is no longer let in`];
      const credentials = (object: Manifest | undefined) => items(dig(object, 'credentials')).map(String);
      const gone = change.kind === 'added' ? [] : news(credentials(change.after), credentials(change.before));
      return gone.length === 0
        ? []
        : [say`consumer ${placed(change.id)} is no longer let in with ${listed(gone)}`];
    }),
  },
  {
    id: 'plugin-configuration-changed',
    level: 'medium',
    title: 'The configuration of a plugin that asks, limits or lets in changes in another way',
    find: eachChange(
      ['configuration.konghq.com/KongPlugin', 'configuration.konghq.com/KongClusterPlugin'],
      (change) => {
        const fields = change.fields.filter((field) => field.path[0] === 'config' && !toldByRoutes(field));
        const told = [
          ...fields.filter(({ path }) => !isWindow(path)).map(words),
          ...(fields.some(({ path }) => isWindow(path)) ? windows(change) : []),
        ];
        if (told.length === 0) return [];
        return [say`plugin ${placed(change.id)} (${text(change.after?.plugin) ?? '?'}): ${listed(told)}`];
      },
    ),
  },
  {
    id: 'check-silenced',
    level: 'medium',
    title: 'A rule of the checks is silenced on an object',
    find: everyChange(({ id, before, after, kind }) => {
      const silenced = (object: Manifest | undefined) =>
        strings(object?.metadata.annotations)['meshwright.dev/ignore'] ?? '';
      const now = silenced(after);
      return kind === 'removed' || now === '' || now === silenced(before)
        ? []
        : [say`${named({ id })}: checks are silenced: ${now}`];
    }),
  },
];

function openings(object: Manifest | undefined, { index }: Side): readonly AdminApiOpening[] {
  const install = object === undefined ? undefined : helmInstallOf(object, index);
  return install === undefined ? [] : adminApiOpenings(install);
}

const toldOfEachRoute = new Set(['anonymous', 'allow', 'deny']);

/** Whether the rules about routes say what the change of a plugin's field means. */
function toldByRoutes({ path, before, after }: FieldChange): boolean {
  const raised = typeof before === 'number' && typeof after === 'number' && after > before;
  return toldOfEachRoute.has(path[1] ?? '') || raised;
}

/** Limits of rate-limiting-advanced, which are two lists side by side. */
function isWindow(path: FieldChange['path']): boolean {
  return path[1] === 'limit' || path[1] === 'window_size';
}

/** Both lists before and after, unless the rules about routes and callers say that more is let through. */
function windows({ before, after }: ObjectChange): readonly string[] {
  const list = (object: Manifest | undefined, name: string) => items(dig(object, 'config', name)).map(String);
  const [was, now] = [list(before, 'limit'), list(after, 'limit')];
  const raised = now.some((limit, index) => Number(limit) > Number(was[index] ?? limit));
  if (raised && list(before, 'window_size').join() === list(after, 'window_size').join()) return [];
  const shown = (object: Manifest | undefined) =>
    list(object, 'limit')
      .map((limit, index) => `${limit} in ${list(object, 'window_size')[index] ?? '?'} seconds`)
      .join(', ');
  return [`${shown(before)} -> ${shown(after)}`];
}

/** `minute 3 -> 1`; the field alone where its value is long, or may be a secret. */
function words({ path, before, after }: FieldChange): string {
  const name = path.slice(1).join('.');
  const brief = (value: unknown) => typeof value === 'number' || typeof value === 'boolean';
  return brief(before) && brief(after) ? `${name} ${String(before)} -> ${String(after)}` : `${name} changed`;
}

function ingressClass(ingress: Manifest | undefined): string {
  const annotation = strings(ingress?.metadata.annotations)['kubernetes.io/ingress.class'];
  return text(dig(ingress, 'spec', 'ingressClassName')) ?? annotation ?? 'the default';
}

const scheme = 'service.beta.kubernetes.io/aws-load-balancer-scheme';

function serviceExposed(change: ObjectChange): readonly Said[] {
  if (change.kind === 'removed') return [];
  const { before, after } = change;
  const type = (object: Manifest | undefined) => text(dig(object, 'spec', 'type')) ?? 'ClusterIP';
  const outside = ['LoadBalancer', 'NodePort'];
  const said: Said[] = [];
  if (outside.includes(type(after)) && !outside.includes(type(before))) {
    said.push(say`${named(change)} is reachable from outside the cluster: its type is ${type(after)}`);
  }
  const isPublic = (object: Manifest | undefined) =>
    strings(object?.metadata.annotations)[scheme] === 'internet-facing';
  if (isPublic(after) && !isPublic(before))
    said.push(say`${named(change)}: its load balancer is internet-facing`);
  const ranges = (object: Manifest | undefined) =>
    items(dig(object, 'spec', 'loadBalancerSourceRanges')).map(String);
  const wider = ranges(before).length > 0 ? news(ranges(before), ranges(after)) : [];
  if (ranges(before).length > 0 && ranges(after).length === 0) {
    said.push(say`${named(change)} takes calls from every address`);
  } else if (wider.length > 0) said.push(say`${named(change)} takes calls from ${listed(wider)} too`);
  return said;
}

function plainHttp(change: ObjectChange): readonly Said[] {
  if (change.kind !== 'changed') return [];
  const { before, after } = change;
  // Without the annotation Kong answers on both.
  const protocols = (object: Manifest | undefined) =>
    (strings(object?.metadata.annotations)['konghq.com/protocols'] ?? 'http,https')
      .split(',')
      .map((each) => each.trim());
  const said: Said[] = [];
  if (protocols(after).includes('http') && !protocols(before).includes('http')) {
    said.push(say`${named(change)} accepts plain HTTP`);
  }
  const certificates = (object: Manifest | undefined) =>
    items(dig(object, 'spec', 'tls')).map((each) => text(dig(each, 'secretName')) ?? '?');
  const gone = news(certificates(after), certificates(before));
  if (gone.length > 0) said.push(say`${named(change)} no longer uses certificate ${listed(gone)}`);
  return said;
}
