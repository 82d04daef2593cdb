import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../../references/manifest';
import { type ApiClient, message } from './client';
import { versionInName } from './on-machine';
import { freePort, start, waitUntil } from './process';

/** The App Mesh controller, whose webhooks judge objects and give pods their proxy. */
export interface AppMeshController {
  readonly version: string;
  readonly stop: () => Promise<void>;
}

/** The controller has no flag for it. */
const webhookPort = 9443;

/** Kinds that the webhooks complete and judge. */
const kinds = 'Mesh VirtualGateway GatewayRoute VirtualNode VirtualService VirtualRouter BackendGroup'.split(
  ' ',
);

/**
 * Starts the controller on an API server that has its definitions. Its webhooks judge from then on, failing closed; AWS is
 * out of its reach, so that nothing is made there and no object becomes active.
 *
 * @param directory the API server's directory: its certificate for 127.0.0.1 serves the webhooks too
 */
export async function startAppMeshController(
  command: string,
  api: { readonly client: ApiClient; readonly kubeconfig: string },
  directory: string,
): Promise<AppMeshController> {
  // The controller looks for its certificate below the folder for temporary files, and nowhere else.
  const temporary = join(directory, 'app-mesh');
  const certificates = join(temporary, 'k8s-webhook-server', 'serving-certs');
  mkdirSync(certificates, { recursive: true });
  const authority = join(directory, 'certificates', 'apiserver.crt');
  copyFileSync(authority, join(certificates, 'tls.crt'));
  copyFileSync(join(directory, 'certificates', 'apiserver.key'), join(certificates, 'tls.key'));
  const [probes, metrics] = [await freePort(), await freePort()];
  const program = start({
    name: 'app-mesh-controller',
    command,
    log: join(directory, 'app-mesh-controller.log'),
    env: {
      KUBECONFIG: api.kubeconfig,
      TMPDIR: temporary,
      HTTPS_PROXY: 'http://127.0.0.1:1',
      NO_PROXY: '127.0.0.1',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    args: [
      '--aws-region=us-west-2',
      '--aws-account-id=123456789012',
      `--health-probe-port=${probes}`,
      `--metrics-addr=127.0.0.1:${metrics}`,
    ],
  });
  const ready = `http://127.0.0.1:${probes}/healthz`;
  await waitUntil('the App Mesh controller is healthy', 60, async () => (await fetch(ready)).ok, program);
  for (const object of registrations(readFileSync(authority, 'utf8'))) {
    const answer = await api.client.apply(object, { manager: 'lane' });
    if (answer.status >= 300) throw new Error(`${object.kind}: ${message(answer)}`);
  }
  // The API server reads webhook configurations on a watch: these judge a moment after they were stored.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const log = readFileSync(program.log, 'utf8');
  const version = /"GitVersion":"v?(\d[^"]*)"/.exec(log)?.[1] ?? versionInName(command);
  return { version, stop: () => program.stop() };
}

/** The webhooks at the paths that the controller's chart registers. */
function registrations(authority: string): readonly Manifest[] {
  const webhook = (name: string, path: string, rule: object, selector: object = {}) => ({
    name,
    admissionReviewVersions: ['v1', 'v1beta1'],
    sideEffects: 'None',
    failurePolicy: 'Fail',
    clientConfig: {
      url: `https://127.0.0.1:${webhookPort}${path}`,
      caBundle: Buffer.from(authority).toString('base64'),
    },
    rules: [rule],
    ...selector,
  });
  const ofKinds = (verb: string) =>
    kinds.map((kind) => {
      const lower = kind.toLowerCase();
      return webhook(`${verb[0]}${lower}.appmesh.k8s.aws`, `/${verb}-appmesh-k8s-aws-v1beta2-${lower}`, {
        apiGroups: ['appmesh.k8s.aws'],
        apiVersions: ['v1beta2'],
        operations: ['CREATE', 'UPDATE'],
        resources: [kind === 'Mesh' ? 'meshes' : `${lower}s`],
      });
    });
  const pods = webhook(
    'mpod.appmesh.k8s.aws',
    '/mutate-v1-pod',
    { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] },
    { namespaceSelector: { matchLabels: { 'appmesh.k8s.aws/sidecarInjectorWebhook': 'enabled' } } },
  );
  const apiVersion = 'admissionregistration.k8s.io/v1';
  const metadata = { name: 'app-mesh' };
  return [
    {
      apiVersion,
      kind: 'MutatingWebhookConfiguration',
      metadata,
      webhooks: [...ofKinds('mutate'), pods],
    },
    { apiVersion, kind: 'ValidatingWebhookConfiguration', metadata, webhooks: ofKinds('validate') },
  ];
}
