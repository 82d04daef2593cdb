import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Manifest } from '../../../references/manifest';
import { type ApiClient, message } from '../server/client';
import { admissionRules } from './admission-rules';

/** A webhook server that plays the controllers whose own webhooks cannot be run here. */
export interface AdmissionServer {
  /** How many requests it has judged. */
  readonly judged: () => number;
  readonly stop: () => Promise<void>;
}

interface Review {
  readonly request: { readonly uid: string; readonly object: Manifest; readonly dryRun?: boolean };
}

const groups = ['appmesh.k8s.aws', 'configuration.konghq.com', 'kuma.io'];

/**
 * Starts the server and registers it with the API server, failing closed, as the controllers' charts do.
 *
 * @param directory - the API server's directory: its certificate for 127.0.0.1 serves here too
 * @param federated - true on a zone of a global control plane
 */
export async function startAdmissionServer(
  client: ApiClient,
  directory: string,
  federated: boolean,
): Promise<AdmissionServer> {
  const certificate = readFileSync(join(directory, 'certificates', 'apiserver.crt'), 'utf8');
  const key = readFileSync(join(directory, 'certificates', 'apiserver.key'), 'utf8');
  let judged = 0;
  const server = createServer({ cert: certificate, key }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const { request: asked } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Review;
      judged += 1;
      const refusal = await judge(client, asked.object, federated);
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          apiVersion: 'admission.k8s.io/v1',
          kind: 'AdmissionReview',
          response: {
            uid: asked.uid,
            allowed: refusal === undefined,
            ...(refusal === undefined ? {} : { status: { message: refusal } }),
          },
        }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await client.apply(configuration(port, certificate), { manager: 'lane' });
  if (answer.status >= 300) throw new Error(`the stand-in webhook is not accepted: ${message(answer)}`);
  // The API server reads webhook configurations on a watch: this one judges a moment after it was stored.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return {
    judged: () => judged,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function judge(client: ApiClient, object: Manifest, federated: boolean): Promise<string | undefined> {
  for (const rule of admissionRules) {
    const refusal = await rule(object, { client, federated });
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function configuration(port: number, authority: string): Manifest {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'stand-in' },
    webhooks: [
      {
        name: 'stand-in.meshwright.dev',
        clientConfig: {
          url: `https://127.0.0.1:${port}/`,
          caBundle: Buffer.from(authority).toString('base64'),
        },
        rules: [
          { apiGroups: groups, apiVersions: ['*'], resources: ['*'], operations: ['CREATE', 'UPDATE'] },
        ],
        failurePolicy: 'Fail',
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
        timeoutSeconds: 10,
      },
    ],
  };
}
