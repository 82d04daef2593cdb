import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../../references/manifest';
import { type ApiClient, message } from './client';
import { freePort, start, waitUntil } from './process';

/** Kong's ingress controller, as a program that judges and translates what the API server has. */
export interface IngressController {
  readonly version: string;
  readonly log: string;
  /** Its endpoint for Prometheus. */
  readonly metrics: string;
  readonly stop: () => Promise<void>;
}

/** The Service whose address the controller writes into the status of what it serves. */
export const proxyService = { namespace: 'kong', name: 'kong-gateway-proxy' };

/**
 * Starts the controller on an API server, with the Admin API that it configures, and lets its webhook judge what Kong's
 * chart registers it for.
 *
 * @param failurePolicy what a failure of the webhook itself does to an object; Kong's chart says Ignore
 * @param directory the API server's directory: its certificate for 127.0.0.1 serves the webhook too
 */
export async function startIngressController(
  command: string,
  api: { readonly client: ApiClient; readonly kubeconfig: string },
  adminApi: string,
  directory: string,
  failurePolicy: 'Fail' | 'Ignore' = 'Fail',
): Promise<IngressController> {
  const [webhook, metrics, probes, diagnostics] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const authority = join(directory, 'certificates', 'apiserver.crt');
  const program = start({
    name: 'kong-ingress-controller',
    command,
    log: join(directory, 'kic.log'),
    args: [
      `--kubeconfig=${api.kubeconfig}`,
      `--kong-admin-url=${adminApi}`,
      `--publish-service=${proxyService.namespace}/${proxyService.name}`,
      '--ingress-class=kong',
      '--anonymous-reports=false',
      '--force-leader-election=disabled',
      '--emit-kubernetes-events=false',
      '--init-cache-sync-duration=1s',
      '--proxy-sync-seconds=0.5',
      `--admission-webhook-listen=127.0.0.1:${webhook}`,
      `--admission-webhook-cert-file=${authority}`,
      `--admission-webhook-key-file=${join(directory, 'certificates', 'apiserver.key')}`,
      `--metrics-bind-address=127.0.0.1:${metrics}`,
      `--health-probe-bind-address=127.0.0.1:${probes}`,
      `--diagnostic-server-port=${diagnostics}`,
    ],
  });
  const ready = `http://127.0.0.1:${probes}/readyz`;
  await waitUntil('the ingress controller is ready', 120, async () => (await fetch(ready)).ok, program);
  const registered = await api.client.apply(
    registration(webhook, readFileSync(authority, 'utf8'), failurePolicy),
    {
      manager: 'lane',
    },
  );
  if (registered.status >= 300) throw new Error(`the webhook of Kong: ${message(registered)}`);
  // The API server reads webhook configurations on a watch: this one judges a moment after it was stored.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return {
    version: versionOf(command, program.log),
    log: program.log,
    metrics: `http://127.0.0.1:${metrics}/metrics`,
    stop: () => program.stop(),
  };
}

/** A release says its version; a program that was built without one is known by its log alone. */
function versionOf(command: string, log: string): string {
  const said = `${execFileSync(command, ['version'], { encoding: 'utf8' })}\n${readFileSync(log, 'utf8')}`;
  return /v?(\d+\.\d+\.\d+)/.exec(said)?.[1] ?? 'of a build that does not say its version';
}

/** What Kong's chart registers the webhook for. */
function registration(port: number, authority: string, failurePolicy: string): Manifest {
  const webhook = (
    name: string,
    rule: { group: string; version: string; resources: readonly string[] },
    label?: string,
  ) => ({
    name: `${name}.validation.ingress-controller.konghq.com`,
    admissionReviewVersions: ['v1'],
    sideEffects: 'None',
    failurePolicy,
    matchPolicy: 'Equivalent',
    clientConfig: {
      url: `https://127.0.0.1:${port}/`,
      caBundle: Buffer.from(authority).toString('base64'),
    },
    rules: [
      {
        apiGroups: [rule.group],
        apiVersions: [rule.version],
        operations: ['CREATE', 'UPDATE'],
        resources: rule.resources,
      },
    ],
    ...(label === undefined
      ? {}
      : { objectSelector: { matchExpressions: [{ key: label, operator: 'Exists' }] } }),
  });
  const group = 'configuration.konghq.com';
  const secrets = { group: '', version: 'v1', resources: ['secrets'] };
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'kong' },
    webhooks: [
      webhook('plugins', {
        group,
        version: 'v1',
        resources: ['kongplugins', 'kongclusterplugins', 'kongconsumers', 'kongingresses'],
      }),
      webhook('groups', { group, version: 'v1beta1', resources: ['kongconsumergroups'] }),
      webhook('entities', { group, version: 'v1alpha1', resources: ['kongvaults', 'kongcustomentities'] }),
      webhook('ingresses', { group: 'networking.k8s.io', version: 'v1', resources: ['ingresses'] }),
      webhook('services', { group: '', version: 'v1', resources: ['services'] }),
      webhook('routes', {
        group: 'gateway.networking.k8s.io',
        version: 'v1',
        resources: ['gateways', 'httproutes'],
      }),
      webhook('credentials', secrets, 'konghq.com/credential'),
      webhook('configurations', secrets, 'konghq.com/validate'),
    ],
  };
}
