import { dig, items, strings, text } from '../../references/fields';
import { helmInstallOf } from '../../references/helm-install';
import { type ObjectId, objectId } from '../../references/identity';
import { configurationOf } from '../../references/kinds/kong-operator';
import { groupOf, type Manifest } from '../../references/manifest';
import { say } from '../sentence';
import { type ClusterChange, type Found, placed, type RiskRule, type Side } from './risk';

/** Rules about the load balancers that callers' names lead to. */
export const loadBalancerRules: readonly RiskRule[] = [
  {
    id: 'load-balancer-gone',
    level: 'high',
    title: 'The Service of a load balancer is gone, and its address with it',
    find: ({ before, after }) => {
      const now = loadBalancers(after);
      const added = [...now.keys()].filter((name) => !loadBalancers(before).has(name));
      return [...loadBalancers(before)].flatMap(([name, { by }]): readonly Found[] => {
        if (now.has(name)) return [];
        const instead = added.length === 0 ? [] : say`, to that of ${added.join(', ')}`;
        return [
          {
            object: by,
            sentence: say`Service ${name}: its load balancer is gone, and names in DNS that lead to it have to move${instead}`,
          },
        ];
      });
    },
  },
  {
    id: 'load-balancer-added',
    level: 'medium',
    title: 'A gateway gets a load balancer of its own, with a new address',
    find: ({ before, after }) => {
      const old = loadBalancers(before);
      return [...loadBalancers(after)].flatMap(([name, { by, own }]): readonly Found[] =>
        // Of a Service of its own the rules about Services say it.
        old.has(name) || own
          ? []
          : [{ object: by, sentence: say`Service ${name} is new, with a load balancer of its own` }],
      );
    },
  },
  {
    id: 'load-balancer-replaced',
    level: 'high',
    title:
      'What a load balancer is made by changes (class, scheme, name, addresses, subnets): AWS makes a new one, or its addresses are others',
    find: replaced,
  },
  {
    id: 'gateway-address-changed',
    level: 'high',
    title: 'The addresses that a Gateway asks for are others',
    find: ({ before, after }) =>
      after.index.ofKind(gatewayApi, 'Gateway').flatMap((gateway): readonly Found[] => {
        const { namespace, name } = gateway.metadata;
        const id = objectId(gatewayApi, 'Gateway', namespace, name);
        const old = before.index.get(id);
        if (old === undefined) return [];
        const [was, now] = [addresses(old), addresses(gateway)];
        if (was === now) return [];
        const sentence = say`Gateway ${placed(id)}: its addresses are ${now}, were ${was}`;
        return [{ object: id, sentence }];
      }),
  },
];

const gatewayApi = 'gateway.networking.k8s.io';
const prefix = 'service.beta.kubernetes.io/aws-load-balancer';

/** Annotations of the AWS load balancer controller by which a load balancer is another one, or has other addresses. */
const making = [
  ['its type', `${prefix}-type`],
  ['its scheme', `${prefix}-scheme`],
  ['its name', `${prefix}-name`],
  ['its elastic addresses', `${prefix}-eip-allocations`],
  ['its private addresses', `${prefix}-private-ipv4-addresses`],
  ['its subnets', `${prefix}-subnets`],
] as const;

interface LoadBalancer {
  /** The object that asks for it. */
  readonly by: ObjectId;
  /** Whether that is the Service itself. */
  readonly own: boolean;
  /** What it is made by, in words. */
  readonly made: ReadonlyMap<string, string>;
}

/** The load balancers of a set by their Services, as far as the set tells: Services, and those that charts and Kong Operator make. */
function loadBalancers({ index }: Side): ReadonlyMap<string, LoadBalancer> {
  const found = new Map<string, LoadBalancer>();
  const add = (by: Manifest, namespace: string | undefined, name: string, service: unknown, own = false) => {
    found.set(`${namespace ?? 'default'}/${name}`, {
      by: objectId(groupOf(by.apiVersion), by.kind, by.metadata.namespace, by.metadata.name),
      own,
      made: madeBy(service),
    });
  };
  for (const service of index.ofKind('', 'Service')) {
    if (dig(service, 'spec', 'type') !== 'LoadBalancer') continue;
    const { annotations, namespace, name } = service.metadata;
    add(service, namespace, name, { ...Object(service.spec), annotations }, true);
  }
  for (const gateway of index.ofKind(gatewayApi, 'Gateway')) {
    const configuration = configurationOf(gateway, index);
    if (configuration === undefined) continue;
    const service = dig(configuration, 'spec', 'dataPlaneOptions', 'network', 'services', 'ingress');
    if ((text(dig(service, 'type')) ?? 'LoadBalancer') !== 'LoadBalancer') continue;
    const { namespace, name } = gateway.metadata;
    add(configuration, namespace, text(dig(service, 'name')) ?? `of Gateway ${name}`, service);
  }
  for (const object of [
    ...index.ofKind('helm.toolkit.fluxcd.io', 'HelmRelease'),
    ...index.ofKind('argoproj.io', 'Application'),
  ]) {
    const install = helmInstallOf(object, index);
    const under = install === undefined ? undefined : proxyOf[install.chart];
    if (install === undefined || under === undefined) continue;
    const proxy = dig(install.values, ...under, 'proxy');
    if ((text(dig(proxy, 'type')) ?? 'LoadBalancer') !== 'LoadBalancer') continue;
    const service = [...index.allProvisions()]
      .flat()
      .find(({ by, id: { kind, name } }) => by === object && kind === 'Service' && name.endsWith('-proxy'));
    if (service !== undefined) add(object, service.id.namespace, service.id.name, proxy);
  }
  return found;
}

/** Where the charts of Kong have the values of the gateway's Service. */
const proxyOf: Readonly<Record<string, readonly string[]>> = { kong: [], ingress: ['gateway'] };

function madeBy(service: unknown): ReadonlyMap<string, string> {
  const annotations = strings(dig(service, 'annotations'));
  const loadBalancerClass = text(dig(service, 'loadBalancerClass'));
  return new Map([
    ...(loadBalancerClass === undefined ? [] : [['its class', loadBalancerClass] as const]),
    ...making.flatMap(([words, key]) => {
      const value = annotations[key];
      return value === undefined ? [] : [[words, value] as const];
    }),
  ]);
}

function* replaced({ before, after }: ClusterChange): Generator<Found> {
  const old = loadBalancers(before);
  for (const [name, { by, made }] of loadBalancers(after)) {
    const was = old.get(name);
    if (was === undefined) continue;
    for (const words of new Set([...was.made.keys(), ...made.keys()])) {
      const [then, now] = [was.made.get(words), made.get(words)];
      if (then === now) continue;
      const sentence = say`Service ${name}, of its load balancer: ${words} is ${now ?? 'not said'}, was ${then ?? 'not said'}: its address may be another`;
      yield { object: by, sentence };
    }
  }
}

function addresses(gateway: Manifest): string {
  const named = items(dig(gateway, 'spec', 'addresses')).map((address) => text(dig(address, 'value')) ?? '?');
  return named.length === 0 ? 'any' : named.join(', ');
}
