import { join } from 'node:path';
import { freePort, type Running, start, waitUntil } from './process';

/** Credentials as STS gives them. */
export interface Credentials {
  readonly accessKey: string;
  readonly sessionToken: string;
}

/** moto, playing the AWS services that the output asks for. */
export interface Aws {
  readonly url: string;
  /** STS AssumeRoleWithWebIdentity. */
  readonly assumeRole: (roleArn: string, token: string, region: string) => Promise<Credentials>;
  /** A call of Secrets Manager; `status` is the HTTP status. */
  readonly secrets: (
    action: string,
    input: Readonly<Record<string, unknown>>,
    credentials: Credentials,
    region: string,
  ) => Promise<{ status: number; body: Readonly<Record<string, unknown>> }>;
  readonly stop: () => Promise<void>;
}

/** Starts moto's server. */
export async function startAws(command: string, directory: string): Promise<Aws> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program: Running = start({
    name: 'moto_server',
    command,
    args: ['-H', '127.0.0.1', '-p', String(port)],
    log: join(directory, 'moto.log'),
  });
  await waitUntil('moto answers', 60, async () => (await fetch(`${url}/moto-api/`)).ok, program);
  return {
    url,
    assumeRole: async (roleArn, token, region) => {
      const query = new URLSearchParams({
        Action: 'AssumeRoleWithWebIdentity',
        Version: '2011-06-15',
        RoleArn: roleArn,
        RoleSessionName: 'lane',
        WebIdentityToken: token,
      });
      const response = await fetch(url, {
        method: 'POST',
        body: query,
        headers: { authorization: authorization('none', region, 'sts') },
      });
      const text = await response.text();
      const field = (name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(text)?.[1] ?? '';
      return { accessKey: field('AccessKeyId'), sessionToken: field('SessionToken') };
    },
    secrets: async (action, input, credentials, region) => {
      const response = await fetch(url, {
        method: 'POST',
        body: JSON.stringify(input),
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `secretsmanager.${action}`,
          'x-amz-security-token': credentials.sessionToken,
          authorization: authorization(credentials.accessKey, region, 'secretsmanager'),
        },
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    stop: () => program.stop(),
  };
}

/** moto reads the account and the region from this header, and leaves the signature unread. */
function authorization(accessKey: string, region: string, service: string): string {
  return `AWS4-HMAC-SHA256 Credential=${accessKey}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}
