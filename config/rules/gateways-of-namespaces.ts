import type { Application } from '../application/schema';
import { hasPodsOfItsOwn } from '../gateway';
import { mostOfNamespace } from '../gateways-of-namespaces';
import type { PartlyValid } from '../valid-parts';
import type { Rule, RuleFinding } from './rule';

type Gateway = NonNullable<PartlyValid['gateway']>;
type Operator = Extract<Gateway, { readonly namespaces?: unknown }>;

/** The gateway where Kong Operator makes it, whosever Gateways there are. */
function operatorOf({ gateway }: PartlyValid): Operator | undefined {
  return gateway?.mode === 'kong-operator' || gateway?.mode === 'konnect-operator' ? gateway : undefined;
}

/** What is said of single Gateways is for those that are there. */
export const saidOfNamespaces: Rule = (config, present) => {
  const gateway = operatorOf(config);
  if (gateway === undefined || !present('gateway', 'namespaces', '*')) return [];
  if (!hasPodsOfItsOwn(gateway)) {
    return gateway.gateways === undefined
      ? []
      : [
          {
            path: ['gateway', 'namespaces'],
            atKey: true,
            message: 'Gateways that are not there',
            found: 'namespaces',
            expected:
              'gateways: namespace beside it: there is one Gateway, whose settings are those of the gateway',
            mend: 'add gateways: namespace, or remove namespaces',
          },
        ];
  }
  const { applications } = config;
  if (applications === undefined || Object.values(applications).includes(undefined))
    return absentReplicas(gateway);
  const names = publishing(config).map(({ namespace }) => namespace.name);
  return [
    ...absentReplicas(gateway),
    ...Object.keys(gateway.namespaces ?? {})
      .filter((name) => !names.includes(name))
      .map(
        (name): RuleFinding => ({
          path: ['gateway', 'namespaces', name],
          atKey: true,
          message: 'a Gateway that is not there',
          found: name,
          expected: `a namespace of an application that publishes routes: ${names.join(', ') || 'none does'}`,
          mend: 'correct the name, or remove it',
        }),
      ),
  ];
};

/** An autoscaler has as many replicas as it begins with, or more. */
function absentReplicas(gateway: Operator): readonly RuleFinding[] {
  return Object.entries(gateway.namespaces ?? {}).flatMap(([name, own]): RuleFinding[] => {
    const least = own?.replicas ?? gateway.replicas;
    const most = (own?.autoscaling ?? gateway.autoscaling)?.maxReplicas;
    if (least === undefined || most === undefined || most >= least) return [];
    const said = own?.autoscaling === undefined ? 'replicas' : 'autoscaling';
    if (said === 'replicas' && own?.replicas === undefined) return [];
    return [
      {
        path: [
          'gateway',
          'namespaces',
          name,
          ...(said === 'replicas' ? ['replicas'] : ['autoscaling', 'maxReplicas']),
        ],
        message: 'fewer replicas than there are at least',
        expected: `at most as many replicas as its autoscaling.maxReplicas: ${least} and ${most}`,
        mend: 'raise maxReplicas, or lower replicas',
      },
    ];
  });
}

/**
 * Konnect gives what is in a control plane to each of its data planes: two Gateways that had one would serve each other's routes,
 * and each would be asked for by the operator of the other.
 */
export const controlPlanesOfNamespaces: Rule = (config, present) => {
  const gateway = operatorOf(config);
  if (gateway?.mode !== 'konnect-operator' || !hasPodsOfItsOwn(gateway)) return [];
  const shared: readonly RuleFinding[] = present('gateway', 'konnect', 'controlPlaneId')
    ? [
        {
          path: ['gateway', 'konnect', 'controlPlaneId'],
          message: 'one control plane for several Gateways',
          expected: 'none here: every data plane of a control plane serves all routes that are in it',
          mend: 'move it to gateway.namespaces.<namespace>.controlPlaneId, or let the operator make one of each',
        },
      ]
    : [];
  const taken = new Map<string, string>();
  const twice = Object.entries(gateway.namespaces ?? {}).flatMap(([name, own]): RuleFinding[] => {
    if (own === undefined || !('controlPlaneId' in own) || own.controlPlaneId === undefined) return [];
    const other = taken.get(own.controlPlaneId);
    taken.set(own.controlPlaneId, other ?? name);
    if (other === undefined) return [];
    return [
      {
        path: ['gateway', 'namespaces', name, 'controlPlaneId'],
        message: 'one control plane for several Gateways',
        expected: `a control plane of its own: ${other} has this one, and both would serve the routes of both`,
        mend: 'make another control plane in Konnect, or remove it and let the operator make one',
      },
    ];
  });
  return [...shared, ...twice];
};

const prefix = 'service.beta.kubernetes.io/aws-load-balancer-';
const nameOfLoadBalancer = `${prefix}name`;

/** Annotations that name what one load balancer alone can have. */
const ofOneLoadBalancer: ReadonlySet<string> = new Set([
  nameOfLoadBalancer,
  `${prefix}eip-allocations`,
  `${prefix}private-ipv4-addresses`,
  `${prefix}ipv6-addresses`,
  'external-dns.alpha.kubernetes.io/hostname',
]);

/** Each Gateway has a load balancer of its own, with a name and addresses of its own. */
export const loadBalancersOfNamespaces: Rule = (config) => {
  const gateway = operatorOf(config);
  if (gateway === undefined || !hasPodsOfItsOwn(gateway)) return [];
  const shared = Object.keys(gateway.loadBalancer?.annotations ?? {})
    .filter((key) => ofOneLoadBalancer.has(key))
    .map(
      (key): RuleFinding => ({
        path: ['gateway', 'loadBalancer', 'annotations', key],
        atKey: true,
        message: 'what one load balancer alone can have',
        found: key,
        expected: 'none for all Gateways: each has a load balancer of its own',
        mend: 'move it to gateway.namespaces.<namespace>.loadBalancer.annotations',
      }),
    );
  const taken = new Map<string, string>();
  const own = Object.entries(gateway.namespaces ?? {}).flatMap(([name, said]) =>
    Object.entries(said?.loadBalancer?.annotations ?? {}).flatMap(([key, value]): RuleFinding[] => {
      if (value === undefined || !ofOneLoadBalancer.has(key)) return [];
      const path = ['gateway', 'namespaces', name, 'loadBalancer', 'annotations', key];
      const other = taken.get(`${key} ${value}`);
      taken.set(`${key} ${value}`, other ?? name);
      return other === undefined
        ? []
        : [
            {
              path,
              message: 'what one load balancer alone can have',
              expected: `another value than that of ${other}: each Gateway has a load balancer of its own`,
              mend: 'write another, or remove it',
            },
          ];
    }),
  );
  return [...shared, ...own];
};

/** Name of the Service of a gateway, which the operator makes in the application's namespace. */
const service = 'api-proxy';

/** The pods of a Gateway are beside those of its application, and callers know by its control plane who they are. */
export const namesOfNamespaces: Rule = (config) => {
  const gateway = operatorOf(config);
  if (gateway === undefined || !hasPodsOfItsOwn(gateway)) return [];
  const all = Object.entries(config.applications ?? {}).flatMap(([name, application]) =>
    application === undefined ? [] : [[name, application] as const],
  );
  return all.flatMap(([name, application]): RuleFinding[] => {
    const { namespace, publish, services } = application;
    const path = ['applications', name];
    if (Object.keys(publish.routes).length === 0) {
      const consumer = Object.keys({ ...publish.consumers, ...publish.consumerGroups })[0];
      return consumer === undefined
        ? []
        : [
            {
              path,
              atKey: true,
              message: 'consumers of no gateway',
              found: `consumer ${consumer} in namespace ${namespace.name}, which publishes no route`,
              expected:
                'a route beside them: with gateways: namespace the Gateway of a namespace knows its own consumers alone',
              mend: 'move them to the applications whose routes they call, or use gateways: cluster',
            },
          ];
    }
    return [
      ...(namespace.name.length > mostOfNamespace
        ? [
            {
              path,
              atKey: true,
              message: 'a namespace whose name is too long for its Gateway',
              found: namespace.name,
              expected: `at most ${mostOfNamespace} characters: its Gateway is called kong-${namespace.name}, which is a value of labels`,
              mend: 'give the application another namespace, or use gateways: cluster',
            },
          ]
        : []),
      ...[service, `kong-${namespace.name}`]
        .filter((taken) => taken in services)
        .map((taken) => ({
          path,
          atKey: true,
          message: 'a service that is called as the gateway beside it',
          found: taken,
          expected: `any name but ${taken}, which the gateway of the namespace has`,
          mend: 'rename the service, or use gateways: cluster',
        })),
    ];
  });
};

function publishing({ applications }: PartlyValid): readonly Application[] {
  return Object.values(applications ?? {}).filter(
    (application): application is Application =>
      application !== undefined && Object.keys(application.publish.routes).length > 0,
  );
}
