import { dig, items, portOf, text } from '../references/fields';
import { fullName } from '../references/helm-chart';
import { type HelmInstall, helmInstallOf } from '../references/helm-install';
import { objectId } from '../references/identity';
import { byLabels } from '../references/labels';
import type { Manifest } from '../references/manifest';
import type { NetworkPod } from '../references/network-policy';
import type { PodTemplate } from '../references/provision';
import type { ReferenceIndex } from '../references/reference-index';
import { perIndex } from './per-index';

/** A port of pods at which the API server calls a webhook. */
export interface WebhookPort {
  /** In a reader's words: `webhook of External Secrets`. */
  readonly name: string;
  readonly pod: NetworkPod;
  readonly port: number;
}

/**
 * The webhooks whose pods the set shows: those of charts, at the ports of their values, and those of webhook configurations whose
 * Service and pods are there.
 */
export const webhookPorts = perIndex((index): readonly WebhookPort[] => [
  ...[
    ...index.ofKind('helm.toolkit.fluxcd.io', 'HelmRelease'),
    ...index.ofKind('argoproj.io', 'Application'),
  ].flatMap((object) => {
    const install = helmInstallOf(object, index);
    if (install === undefined) return [];
    const ports = ofChart(install, index);
    return ports.length === 0 || opensItself(install) ? [] : ports;
  }),
  ...ofConfigurations(index),
]);

/** Whether policies of the chart's own open what those of the set shut, or none holds, since its pods have their node's address. */
function opensItself({ values }: HelmInstall): boolean {
  return /network-?polic|"hostNetwork":true/i.test(JSON.stringify(values));
}

function ofChart(install: HelmInstall, index: ReferenceIndex): readonly WebhookPort[] {
  const { values, namespace, release } = install;
  const alone = (labels: Readonly<Record<string, string>>): NetworkPod => ({
    namespace,
    labels: { 'app.kubernetes.io/instance': release, ...labels },
    containers: [],
  });
  /** The pods of the release with a container, at the ports that are on. */
  const within = (container: string, name: string, ...ports: readonly (number | undefined)[]) =>
    index
      .podsBroughtBy(install.by)
      .filter(({ containers }) => containers.some((each) => each.name === container))
      .flatMap((pod) => ports.flatMap((port) => (port === undefined ? [] : [{ name, pod, port }])));
  switch (install.chart) {
    case 'external-secrets': {
      if (dig(values, 'webhook', 'create') === false) return [];
      const name = text(dig(values, 'nameOverride')) ?? 'external-secrets';
      const port = portIn(values, 10_250, 'webhook', 'port');
      return [
        {
          name: 'webhook of External Secrets',
          pod: alone({ 'app.kubernetes.io/name': `${name}-webhook` }),
          port,
        },
      ];
    }
    case 'cert-manager':
      return [
        {
          name: 'webhook of cert-manager',
          pod: alone({ 'app.kubernetes.io/name': 'webhook', 'app.kubernetes.io/component': 'webhook' }),
          port: portIn(values, 10_250, 'webhook', 'securePort'),
        },
      ];
    case 'appmesh-controller': {
      const name = fullName(install, 'appmesh-controller');
      const pod = {
        namespace,
        labels: { 'app.kubernetes.io/name': name, 'control-plane': name },
        containers: [],
      };
      return [{ name: "webhook of App Mesh's controller", pod, port: 9443 }];
    }
    case 'kong-mesh':
      return within(
        'control-plane',
        "webhook of the mesh's control plane",
        portIn(values, 5443, 'kuma', 'controlPlane', 'admissionServerPort'),
      );
    case 'kong-operator':
      return within(
        'manager',
        'webhook of Kong Operator',
        dig(values, 'global', 'webhooks', 'validating', 'enabled') === false ? undefined : 5443,
        dig(values, 'global', 'webhooks', 'conversion', 'enabled') === false ? undefined : 9443,
      );
    case 'kong':
    case 'ingress': {
      const own = dig(values, ...(install.chart === 'ingress' ? ['controller'] : []), 'ingressController');
      return within(
        'ingress-controller',
        "webhook of Kong's controller",
        dig(own, 'admissionWebhook', 'enabled') === false
          ? undefined
          : portIn(own, 8080, 'admissionWebhook', 'port'),
      );
    }
    default:
      return [];
  }
}

function portIn(values: unknown, usual: number, ...path: readonly string[]): number {
  return Number(portOf(dig(values, ...path)) ?? usual);
}

function ofConfigurations(index: ReferenceIndex): readonly WebhookPort[] {
  return ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration']
    .flatMap((kind) => index.ofKind('admissionregistration.k8s.io', kind))
    .flatMap((configuration) =>
      items(configuration.webhooks).flatMap((webhook) =>
        ofService(index, configuration, dig(webhook, 'clientConfig', 'service')),
      ),
    );
}

function ofService(index: ReferenceIndex, { metadata }: Manifest, called: unknown): readonly WebhookPort[] {
  const [name, namespace] = [text(dig(called, 'name')), text(dig(called, 'namespace'))];
  if (name === undefined || namespace === undefined) return [];
  const service = index.get(objectId('', 'Service', namespace, name));
  const wanted = Number(portOf(dig(called, 'port')) ?? 443);
  const port = items(dig(service, 'spec', 'ports')).find((each) => dig(each, 'port') === wanted);
  const selector = dig(service, 'spec', 'selector');
  if (port === undefined || selector === undefined) return [];
  const target = dig(port, 'targetPort') ?? wanted;
  return index
    .pods(namespace, byLabels(Object(selector)))
    .filter((pod) => dig(pod.by, ...pod.path.split('/').slice(1), 'spec', 'hostNetwork') !== true)
    .flatMap((pod) =>
      portsOf(pod, target).map((number) => ({ name: `webhook of ${metadata.name}`, pod, port: number })),
    );
}

/** The number of a Service's target, which a container may have named. */
function portsOf({ containers }: PodTemplate, target: unknown): readonly number[] {
  if (typeof target === 'number') return [target];
  return containers
    .flatMap(({ ports }) => ports)
    .filter(({ name }) => name === target)
    .map(({ containerPort }) => containerPort);
}
