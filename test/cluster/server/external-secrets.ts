import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../../references/manifest';
import { type ApiClient, message } from './client';
import { freePort, start, waitUntil } from './process';

/** The operator of External Secrets: the controller that makes Secrets, and the webhook that judges what it is given. */
export interface SecretsOperator {
  readonly log: string;
  /** The controller's endpoint for Prometheus. */
  readonly metrics: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts both on an API server that has its definitions; the webhook judges from then on, failing closed.
 *
 * @param aws where Secrets Manager and STS are
 * @param directory the API server's directory: its certificate serves the webhook too
 */
export async function startSecretsOperator(
  command: string,
  api: { readonly client: ApiClient; readonly kubeconfig: string },
  aws: string,
  directory: string,
): Promise<SecretsOperator> {
  const certificates = join(directory, 'external-secrets');
  mkdirSync(certificates, { recursive: true });
  const authority = join(directory, 'certificates', 'apiserver.crt');
  copyFileSync(authority, join(certificates, 'tls.crt'));
  copyFileSync(authority, join(certificates, 'ca.crt'));
  copyFileSync(join(directory, 'certificates', 'apiserver.key'), join(certificates, 'tls.key'));
  const ports: number[] = [];
  while (ports.length < 5) {
    const port = await freePort();
    if (!ports.includes(port)) ports.push(port);
  }
  const [webhook = 0, probes = 0, live = 0, metrics = 0, controllerMetrics = 0] = ports;
  const webhookServer = start({
    name: 'external-secrets webhook',
    command,
    log: join(directory, 'external-secrets-webhook.log'),
    env: { KUBECONFIG: api.kubeconfig },
    args: [
      'webhook',
      `--port=${webhook}`,
      '--dns-name=kubernetes',
      `--cert-dir=${certificates}`,
      `--healthz-addr=127.0.0.1:${probes}`,
      `--metrics-addr=127.0.0.1:${metrics}`,
    ],
  });
  const controller = start({
    name: 'external-secrets',
    command,
    log: join(directory, 'external-secrets.log'),
    env: {
      KUBECONFIG: api.kubeconfig,
      AWS_SECRETSMANAGER_ENDPOINT: aws,
      AWS_STS_ENDPOINT: aws,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    args: [
      `--live-addr=127.0.0.1:${live}`,
      `--metrics-addr=127.0.0.1:${controllerMetrics}`,
      '--store-requeue-interval=10s',
    ],
  });
  const stop = async () => {
    await controller.stop();
    await webhookServer.stop();
  };
  try {
    const ready = `http://127.0.0.1:${probes}/readyz`;
    await waitUntil(
      'the webhook of External Secrets is ready',
      60,
      async () => (await fetch(ready)).ok,
      webhookServer,
    );
    const registered = await api.client.apply(registration(webhook, readFileSync(authority, 'utf8')), {
      manager: 'lane',
    });
    if (registered.status >= 300) throw new Error(`the webhook of External Secrets: ${message(registered)}`);
  } catch (error) {
    await stop();
    throw error;
  }
  // The API server reads webhook configurations on a watch: this one judges a moment after it was stored.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return { log: controller.log, metrics: `http://127.0.0.1:${controllerMetrics}/metrics`, stop };
}

/** What the operator's chart registers its webhook for. */
function registration(port: number, authority: string): Manifest {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'external-secrets' },
    webhooks: ['externalsecret', 'secretstore', 'clustersecretstore'].map((kind) => ({
      name: `validate.${kind}.external-secrets.io`,
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
      failurePolicy: 'Fail',
      clientConfig: {
        url: `https://127.0.0.1:${port}/validate-external-secrets-io-v1-${kind}`,
        caBundle: Buffer.from(authority).toString('base64'),
      },
      rules: [
        {
          apiGroups: ['external-secrets.io'],
          apiVersions: ['v1'],
          operations: ['CREATE', 'UPDATE', 'DELETE'],
          resources: [`${kind}s`],
        },
      ],
    })),
  };
}
