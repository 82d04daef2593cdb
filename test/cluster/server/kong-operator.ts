import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../../references/manifest';
import { type ApiClient, message } from './client';
import { freePort, start, waitUntil } from './process';

/** Kong Operator, as a program that works on an API server. */
export interface KongOperator {
  readonly version: string;
  readonly log: string;
  /** Its endpoint for Prometheus. */
  readonly metrics: string;
  readonly alive: () => boolean;
  readonly stop: () => Promise<void>;
}

/** Namespace of the operator, and the Secret of the authority by which it signs what gateways and it know each other by. */
export const operatorNamespace = 'kong-system';
export const authoritySecret = 'kong-operator-ca';

/** Where the operator reads the certificate of its webhook, and the port of it: neither can be chosen (v2.2.3). */
const webhookFolder = '/tmp/k8s-webhook-server/serving-certs/validating-admission-webhook';
const webhookPort = 5443;

/**
 * Starts the operator on an API server as its chart runs it, with what it judges registered as the chart registers it.
 *
 * @param directory the API server's directory: its certificate for 127.0.0.1 serves the webhook too
 * @param proxy by which it calls whatever is not on this machine, and the authority of what answers there
 */
export async function startKongOperator(
  command: string,
  api: { readonly client: ApiClient; readonly kubeconfig: string },
  directory: string,
  proxy: { readonly url: string; readonly authority: string },
): Promise<KongOperator> {
  const [metrics, probes] = [await freePort(), await freePort()];
  const certificates = join(directory, 'certificates');
  mkdirSync(webhookFolder, { recursive: true });
  copyFileSync(join(certificates, 'apiserver.crt'), join(webhookFolder, 'tls.crt'));
  copyFileSync(join(certificates, 'apiserver.key'), join(webhookFolder, 'tls.key'));
  const program = start({
    name: 'kong-operator',
    command,
    log: join(directory, 'kong-operator.log'),
    args: [
      `--kubeconfig=${api.kubeconfig}`,
      '--no-leader-election',
      '--anonymous-reports=false',
      '--enable-controller-konnect',
      '--enable-conversion-webhook=false',
      '--konnect-sync-period=5s',
      `--cluster-ca-secret=${authoritySecret}`,
      `--cluster-ca-secret-namespace=${operatorNamespace}`,
      `--metrics-bind-address=127.0.0.1:${metrics}`,
      '--metrics-access-filter=off',
      `--health-probe-bind-address=127.0.0.1:${probes}`,
    ],
    env: {
      POD_NAMESPACE: operatorNamespace,
      HTTPS_PROXY: proxy.url,
      NO_PROXY: '127.0.0.1',
      SSL_CERT_FILE: proxy.authority,
    },
  });
  const ready = `http://127.0.0.1:${probes}/readyz`;
  await waitUntil('Kong Operator is ready', 120, async () => (await fetch(ready)).ok, program);
  const authority = readFileSync(join(certificates, 'apiserver.crt'), 'utf8');
  const registered = await api.client.apply(registration(authority), { manager: 'lane' });
  if (registered.status >= 300) throw new Error(`the webhook of Kong Operator: ${message(registered)}`);
  // The API server reads webhook configurations on a watch: this one judges a moment after it was stored.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return {
    version: versionOf(command),
    log: program.log,
    metrics: `http://127.0.0.1:${metrics}/metrics`,
    alive: program.alive,
    stop: () => program.stop(),
  };
}

/** A release says its version; of a build without one the place in the sources is not known. */
function versionOf(command: string): string {
  const said = execFileSync(command, ['--version'], { encoding: 'utf8' });
  return /v?(\d+\.\d+\.\d+)/.exec(said)?.[1] ?? 'of a build that does not say its version';
}

/** What the operator's chart registers its webhook for (chart kong-operator 1.3.1). */
function registration(authority: string): Manifest {
  const webhook = (
    name: string,
    apiGroups: readonly string[],
    apiVersions: readonly string[],
    resources: readonly string[],
    objectSelector?: unknown,
  ) => ({
    name: `${name}.validations.kong.konghq.com`,
    admissionReviewVersions: ['v1'],
    sideEffects: 'None',
    failurePolicy: 'Fail',
    matchPolicy: 'Equivalent',
    clientConfig: {
      url: `https://127.0.0.1:${webhookPort}/`,
      caBundle: Buffer.from(authority).toString('base64'),
    },
    rules: [{ apiGroups, apiVersions, operations: ['CREATE', 'UPDATE'], resources }],
    ...(objectSelector === undefined ? {} : { objectSelector }),
  });
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'controlplane-configuration-validations' },
    webhooks: [
      webhook('secrets', [''], ['v1'], ['secrets'], { matchLabels: { 'konghq.com/secret': 'true' } }),
      webhook(
        'gwapi',
        ['gateway.networking.k8s.io'],
        ['v1alpha2', 'v1beta1', 'v1'],
        ['gateways', 'httproutes'],
      ),
      webhook(
        'kong',
        ['configuration.konghq.com'],
        ['*'],
        [
          'kongconsumers',
          'kongconsumergroups',
          'kongplugins',
          'kongclusterplugins',
          'kongvaults',
          'kongcustomentities',
        ],
      ),
      webhook('networking', ['networking.k8s.io'], ['v1'], ['ingresses']),
    ],
  };
}
