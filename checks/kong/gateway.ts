import type { Gateway } from '../../kong-plugins/fault';
import { anyVersion } from '../../kong-plugins/gateway-version';
import { dig, type Fields, fields, mergeValues, portOf, text } from '../../references/fields';
import { type HelmInstall, helmInstallOf } from '../../references/helm-install';
import { kongGroup } from '../../references/kinds/kong-annotations';
import { gatewayOperatorGroup } from '../../references/kinds/kong-operator';
import type { ReferenceIndex } from '../../references/reference-index';
import { perIndex } from '../per-index';
import { deepest } from '../place';

/** One copy of the `kong` chart in a Helm install: the only one of chart `kong`, or one of the two of chart `ingress`. */
export interface KongRelease {
  readonly install: HelmInstall;
  /** Where the copy's values are below the release's: nothing, `controller` or `gateway`. */
  readonly under: readonly string[];
  /** The copy's values over those of the chart's own that these rules read. */
  readonly values: Fields;
  readonly runsGateway: boolean;
  readonly runsController: boolean;
  /** The gateway's version and edition, as its image says. */
  readonly gateway: Gateway;
}

/** The charts' own image: Kong's open-source gateway. */
const defaults = {
  image: { repository: 'kong', tag: '3.9' },
  deployment: { kong: { enabled: true } },
  ingressController: {
    enabled: true,
    ingressClass: 'kong',
    image: { tag: '3.5' },
    admissionWebhook: { enabled: true },
  },
  replicaCount: 1,
};
const inIngressChart = {
  controller: {
    deployment: { kong: { enabled: false } },
    ingressController: { gatewayDiscovery: { enabled: true } },
  },
  gateway: { ingressController: { enabled: false } },
};

/** Every copy of the `kong` chart in the set. */
export const kongReleases = perIndex((index): readonly KongRelease[] =>
  [
    ...index.ofKind('helm.toolkit.fluxcd.io', 'HelmRelease'),
    ...index.ofKind('argoproj.io', 'Application'),
  ].flatMap((object) => {
    const install = helmInstallOf(object, index);
    if (install?.chart === 'kong') return [release(install, [], {})];
    if (install?.chart !== 'ingress') return [];
    return (['controller', 'gateway'] as const).map((name) => release(install, [name], inIngressChart[name]));
  }),
);

function release(install: HelmInstall, under: readonly string[], more: unknown): KongRelease {
  const values = fields(mergeValues(mergeValues(defaults, more), dig(install.values, ...under)));
  const repository = text(dig(values, 'image', 'repository')) ?? 'kong';
  return {
    install,
    under,
    values,
    runsGateway: dig(values, 'deployment', 'kong', 'enabled') === true,
    runsController: dig(values, 'ingressController', 'enabled') === true,
    gateway: {
      version: portOf(dig(values, 'image', 'tag')) ?? '',
      edition: /(^|\/)kong-gateway(-dev)?$/.test(repository) ? 'enterprise' : 'open-source',
    },
  };
}

/** Copies of the chart that run a gateway. */
export const kongGateways = perIndex((index) => kongReleases(index).filter(({ runsGateway }) => runsGateway));

/** Copies of the chart that run a controller. */
export const kongControllers = perIndex((index) =>
  kongReleases(index).filter(({ runsController }) => runsController),
);

/** The gateways that a controller of the set configures; those of a Konnect control plane read no Kubernetes objects. */
export const controlledGateways = perIndex((index) =>
  kongControllers(index).length === 0
    ? []
    : kongGateways(index).filter(({ values }) => dig(values, 'env', 'role') !== 'data_plane'),
);

/** What to take a gateway for that the set does not install: every version of the edition that has more of everything. */
export const unknownGateway: Gateway = { version: anyVersion, edition: 'enterprise' };

/** Whether the gateway gets a licence: a value of its own, a KongLicense, or Konnect's. */
export function hasLicence(
  { values }: KongRelease,
  others: readonly KongRelease[],
  kongLicences: number,
): boolean {
  const environment = dig(values, 'env');
  return (
    kongLicences > 0 ||
    dig(environment, 'license_data') !== undefined ||
    dig(environment, 'license_path') !== undefined ||
    text(dig(values, 'enterprise', 'license_secret')) !== undefined ||
    dig(environment, 'konnect_mode') === 'on' ||
    others.some((other) => dig(other.values, 'ingressController', 'konnect', 'license', 'enabled') === true)
  );
}

/** Names of the classes that Kong's controllers of the set serve, and of every IngressClass that will exist. */
export const ingressClasses = perIndex((index) => {
  const ofKong = new Set<string>();
  const all = new Set<string>();
  for (const { values } of kongControllers(index)) {
    ofKong.add(text(dig(values, 'ingressController', 'ingressClass')) ?? 'kong');
  }
  for (const object of index.ofKind('networking.k8s.io', 'IngressClass')) {
    if (dig(object, 'spec', 'controller') === 'ingress-controllers.konghq.com/kong')
      ofKong.add(object.metadata.name);
    all.add(object.metadata.name);
  }
  for (const name of operatorClasses(index)) ofKong.add(name);
  for (const name of ofKong) all.add(name);
  return { ofKong, all };
});

/**
 * Names of the classes that control planes of Kong Operator serve: `kong` where none is named. One whose configuration is
 * Konnect's has none.
 */
function operatorClasses(index: ReferenceIndex): readonly string[] {
  const named = (value: unknown) => text(value) ?? 'kong';
  return [
    ...index
      .ofKind(gatewayOperatorGroup, 'GatewayConfiguration')
      .filter((object) => dig(object, 'spec', 'konnect') === undefined)
      .map((object) => named(dig(object, 'spec', 'controlPlaneOptions', 'ingressClass'))),
    ...index
      .ofKind(gatewayOperatorGroup, 'ControlPlane')
      .map((object) => named(dig(object, 'spec', 'ingressClass'))),
  ];
}

/** Number of KongLicense objects of the set. */
export const kongLicences = perIndex((index) => index.ofKind(kongGroup, 'KongLicense').length);

/** JSON pointer of a value of a release, or of the closest place around it that is there. */
export function valuePlace({ install, under }: KongRelease, ...path: readonly (string | number)[]): string {
  return deepest(install.by, ...install.valuesPath, ...under, ...path);
}
