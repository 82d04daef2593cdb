import { dig, type Fields, fields, items, mergeValues, portOf, strings, text } from '../fields';
import {
  clusterObject,
  environmentNeeds,
  type HelmChart,
  needs,
  needsPriorityClass,
  needsSecret,
  operatorReach,
  type Reach,
  releaseObject,
  releasePods,
  releaseService,
  shorten,
} from '../helm-chart';
import type { HelmInstall } from '../helm-install';
import { objectId } from '../identity';
import { kongGroup } from '../kinds/kong-annotations';
import type { PodTemplate, Provides } from '../provision';
import type { ReferenceDraft } from '../reference';

/** Chart `kong` (https://charts.konghq.com), version 3: one Kong Gateway, with or without a controller. */
export const kongChart: HelmChart = {
  name: 'kong',
  provides: (install) => kongProvides(install, [], 'kong', defaults),
  references: (install) => kongNeeds(install, [], defaults),
  reach: (install) => kongReach(install, [], defaults),
};

/** The chart's own values, as far as names, labels and ports depend on them. */
const defaults: Fields = {
  admin: {
    enabled: false,
    type: 'NodePort',
    http: { enabled: false },
    tls: { enabled: true, servicePort: 8444, containerPort: 8444 },
  },
  manager: {
    enabled: true,
    http: { enabled: true, servicePort: 8002, containerPort: 8002 },
    tls: { enabled: true, servicePort: 8445, containerPort: 8445 },
  },
  proxy: {
    enabled: true,
    http: { enabled: true, servicePort: 80, containerPort: 8000 },
    tls: { enabled: true, servicePort: 443, containerPort: 8443 },
  },
  status: {
    enabled: true,
    http: { enabled: true, containerPort: 8100 },
    tls: { enabled: false, containerPort: 8543 },
  },
  deployment: { kong: { enabled: true } },
  ingressController: {
    enabled: true,
    ingressClass: 'kong',
    createIngressClass: true,
    admissionWebhook: { enabled: true },
  },
  podAnnotations: { 'kuma.io/gateway': 'enabled', 'traffic.sidecar.istio.io/includeInboundPorts': '' },
};

/** The chart's own values with those that a chart sets which includes it. */
export function kongDefaults(more: Fields): Fields {
  return fields(mergeValues(defaults, more));
}

/** The values of the chart, or of one of its copies inside the `ingress` chart. */
function valuesOf(install: HelmInstall, under: readonly string[], base: Fields): Fields {
  return fields(mergeValues(base, dig(install.values, ...under)));
}

interface Port {
  readonly name: string;
  readonly port: number;
  readonly containerPort: number;
}

/** Open ports of one of the chart's listeners. */
function listeners(
  values: Fields,
  listener: string,
  names: { readonly http: string; readonly tls: string },
): readonly Port[] {
  return (['http', 'tls'] as const).flatMap((protocol) => {
    const settings = dig(values, listener, protocol);
    if (dig(settings, 'enabled') !== true) return [];
    const containerPort = Number(portOf(dig(settings, 'containerPort')));
    const port = Number(portOf(dig(settings, 'servicePort')) ?? containerPort);
    return [{ name: names[protocol], port, containerPort }];
  });
}

/**
 * What one copy of the chart brings. `name` is the chart's name or the alias under which another chart includes it.
 *
 * @param base the values that this copy has by default
 */
export function kongProvides(
  install: HelmInstall,
  under: readonly string[],
  name: string,
  base: Fields,
): Provides {
  const values = valuesOf(install, under, base);
  const chart = text(dig(values, 'nameOverride')) ?? name;
  const full = text(dig(values, 'fullnameOverride')) ?? shorten(`${install.release}-${chart}`);
  const kong = dig(values, 'deployment', 'kong', 'enabled') === true;
  const controller = dig(values, 'ingressController', 'enabled') === true;
  const services = [
    ['proxy', { http: 'kong-proxy', tls: 'kong-proxy-tls' }],
    ['admin', { http: 'kong-admin', tls: 'kong-admin-tls' }],
    ['manager', { http: 'kong-manager', tls: 'kong-manager-tls' }],
  ] as const;
  const account = serviceAccount(values, full);
  return {
    objects: [
      ...services.flatMap(([listener, names]) => {
        const serving = kong && dig(values, listener, 'enabled') === true;
        const serviceName = text(dig(values, listener, 'nameOverride')) ?? `${full}-${listener}`;
        return serving ? [releaseService(install, serviceName, listeners(values, listener, names))] : [];
      }),
      ...(account.created ? [releaseObject(install, '', 'ServiceAccount', account.name)] : []),
      ...(controller ? controllerObjects(install, values, full) : []),
    ],
    pods: kong || controller ? [pods(install, values, under, full, chart, account.name)] : [],
    kinds: install.skipsCrds ? [] : [{ group: kongGroup, kind: '*' }],
    webhooks:
      controller && dig(values, 'ingressController', 'admissionWebhook', 'enabled') === true
        ? ['kong-admission']
        : [],
  };
}

function controllerObjects(
  install: HelmInstall,
  values: Fields,
  full: string,
): NonNullable<Provides['objects']> {
  const className = text(dig(values, 'ingressController', 'ingressClass')) ?? 'kong';
  const creates = dig(values, 'ingressController', 'createIngressClass') !== false;
  const webhook = dig(values, 'ingressController', 'admissionWebhook', 'enabled') === true;
  return [
    ...(creates ? [clusterObject('networking.k8s.io', 'IngressClass', className)] : []),
    ...(webhook
      ? [releaseService(install, `${full}-validation-webhook`, [{ name: 'webhook', port: 443 }])]
      : []),
    ...adminApiSecrets(install, values, full),
  ];
}

/** The certificates that the chart makes for the controller to show to the Admin API. */
function adminApiSecrets(
  install: HelmInstall,
  values: Fields,
  full: string,
): NonNullable<Provides['objects']> {
  const client = dig(values, 'ingressController', 'adminApi', 'tls', 'client');
  if (dig(client, 'enabled') !== true || dig(client, 'certProvided') === true) return [];
  const names = [
    text(dig(client, 'secretName')) || `${full}-admin-api-keypair`,
    text(dig(client, 'caSecretName')) || `${full}-admin-api-ca-keypair`,
  ];
  return names.map((name) =>
    releaseObject(install, '', 'Secret', name, {
      parts: new Set(['tls.crt', 'tls.key']),
      secretType: 'kubernetes.io/tls',
    }),
  );
}

function serviceAccount(values: Fields, full: string): { readonly name: string; readonly created: boolean } {
  const settings = dig(values, 'deployment', 'serviceAccount');
  const created = dig(settings, 'create') !== false;
  return { name: text(dig(settings, 'name')) ?? (created ? full : 'default'), created };
}

function pods(
  install: HelmInstall,
  values: Fields,
  under: readonly string[],
  full: string,
  chart: string,
  account: string,
): Omit<PodTemplate, 'by'> {
  const open = [
    ...listeners(values, 'admin', { http: 'admin', tls: 'admin-tls' }),
    ...listeners(values, 'proxy', { http: 'proxy', tls: 'proxy-tls' }),
    ...listeners(values, 'status', { http: 'status', tls: 'status-tls' }),
  ].map(({ name, containerPort }) => ({ name, containerPort }));
  const webhook = [
    { name: 'webhook', containerPort: 8080 },
    { name: 'cmetrics', containerPort: 10255 },
    { name: 'cstatus', containerPort: 10254 },
  ];
  const kong = dig(values, 'deployment', 'kong', 'enabled') === true;
  const controller = dig(values, 'ingressController', 'enabled') === true;
  return releasePods(install, full, {
    labels: {
      ...strings(dig(values, 'podLabels')),
      'app.kubernetes.io/name': chart,
      'app.kubernetes.io/component': 'app',
      'app.kubernetes.io/instance': install.release,
    },
    annotations: strings(dig(values, 'podAnnotations')),
    serviceAccount: account,
    containers: [
      ...(controller ? [{ name: 'ingress-controller', ports: webhook }] : []),
      ...(kong ? [{ name: 'proxy', ports: open }] : []),
    ],
    under,
  });
}

/** Secrets, ConfigMaps and ServiceAccounts that one copy of the chart needs of others. */
export function kongNeeds(
  install: HelmInstall,
  under: readonly string[],
  base: Fields,
): readonly ReferenceDraft[] {
  const values = valuesOf(install, under, base);
  const controller = dig(values, 'ingressController', 'enabled') === true;
  const konnect = dig(values, 'ingressController', 'konnect', 'enabled') === true;
  const settings = dig(values, 'deployment', 'serviceAccount');
  const certificate = dig(values, 'ingressController', 'admissionWebhook', 'certificate');
  const client = dig(values, 'ingressController', 'adminApi', 'tls', 'client');
  return [
    ...items(dig(values, 'secretVolumes')).flatMap((name, i) =>
      needsSecret(install, [...under, 'secretVolumes', i], name),
    ),
    ...environmentNeeds(install, [...under, 'env']),
    ...needsPriorityClass(install, [...under, 'priorityClassName']),
    ...environmentNeeds(install, [...under, 'customEnv']),
    ...(controller ? environmentNeeds(install, [...under, 'ingressController', 'env']) : []),
    ...(controller && konnect
      ? needsSecret(
          install,
          [...under, 'ingressController', 'konnect', 'tlsClientCertSecretName'],
          dig(values, 'ingressController', 'konnect', 'tlsClientCertSecretName') ?? 'konnect-client-tls',
        )
      : []),
    ...(controller && dig(certificate, 'provided') === true
      ? needsSecret(
          install,
          [...under, 'ingressController', 'admissionWebhook', 'certificate', 'secretName'],
          dig(certificate, 'secretName'),
        )
      : []),
    ...(controller && dig(client, 'enabled') === true && dig(client, 'certProvided') === true
      ? needsSecret(
          install,
          [...under, 'ingressController', 'adminApi', 'tls', 'client', 'secretName'],
          dig(client, 'secretName'),
        )
      : []),
    ...volumeNeeds(install, [...under, 'deployment', 'userDefinedVolumes']),
    ...needsSecret(
      install,
      [...under, 'admin', 'tls', 'client', 'secretName'],
      text(dig(values, 'admin', 'tls', 'client', 'secretName')) || undefined,
    ),
    ...(dig(settings, 'create') === false
      ? needsServiceAccount(
          install,
          [...under, 'deployment', 'serviceAccount', 'name'],
          dig(settings, 'name'),
        )
      : []),
    ...needsSecret(
      install,
      [...under, 'enterprise', 'license_secret'],
      dig(values, 'enterprise', 'license_secret'),
    ),
  ];
}

/** Secrets of volumes of one's own, but for those that the release makes itself. */
function volumeNeeds(install: HelmInstall, under: readonly (string | number)[]): readonly ReferenceDraft[] {
  return items(dig(install.values, ...under)).flatMap((volume, i) => {
    const secret = dig(volume, 'secret');
    if (dig(secret, 'optional') === true) return [];
    return needsSecret(install, [...under, i, 'secret', 'secretName'], dig(secret, 'secretName'));
  });
}

/** A gateway without a controller makes nothing outside its namespace, apart from the CRDs. */
export function kongReach(install: HelmInstall, under: readonly string[], base: Fields): Reach {
  const controller = dig(valuesOf(install, under, base), 'ingressController', 'enabled') === true;
  const reach = operatorReach(!install.skipsCrds, ['ValidatingWebhookConfiguration']);
  if (controller) return reach;
  return {
    clusterKinds: reach.clusterKinds.filter(({ kind }) => kind === 'CustomResourceDefinition'),
    namespaces: [],
  };
}

function needsServiceAccount(
  install: HelmInstall,
  under: readonly (string | number)[],
  name: unknown,
): readonly ReferenceDraft[] {
  const found = text(name);
  if (found === undefined) return [];
  return [needs(install, under, objectId('', 'ServiceAccount', install.namespace, found))];
}
