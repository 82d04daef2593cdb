import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import type { Access } from './client';

interface Cluster {
  readonly server: string;
  readonly 'certificate-authority'?: string;
  readonly 'certificate-authority-data'?: string;
  readonly 'insecure-skip-tls-verify'?: boolean;
}

interface User {
  readonly token?: string;
  readonly 'client-certificate'?: string;
  readonly 'client-certificate-data'?: string;
  readonly 'client-key'?: string;
  readonly 'client-key-data'?: string;
  readonly exec?: {
    readonly command: string;
    readonly args?: string[];
    readonly env?: { name: string; value: string }[];
  };
}

interface Kubeconfig {
  readonly 'current-context': string;
  readonly contexts: { readonly name: string; readonly context: { cluster: string; user: string } }[];
  readonly clusters: { readonly name: string; readonly cluster: Cluster }[];
  readonly users: { readonly name: string; readonly user: User }[];
}

/**
 * How to reach the current context of a kubeconfig file: by token, by client certificate, or by the token that a command
 * gives (`aws eks get-token`).
 *
 * @throws Error when the file names a context, cluster or user that it does not hold
 */
export function readKubeconfig(file: string): Access {
  const config = parse(readFileSync(file, 'utf8')) as Kubeconfig;
  const context = config.contexts.find(({ name }) => name === config['current-context'])?.context;
  const cluster = config.clusters.find(({ name }) => name === context?.cluster)?.cluster;
  const user = config.users.find(({ name }) => name === context?.user)?.user;
  if (cluster === undefined || user === undefined) {
    throw new Error(`${file}: the context ${config['current-context']} names no cluster or user of the file`);
  }
  const text = (data: string | undefined, path: string | undefined) => {
    if (data !== undefined) return Buffer.from(data, 'base64').toString('utf8');
    return path === undefined ? undefined : readFileSync(resolve(dirname(file), path), 'utf8');
  };
  const authority = text(cluster['certificate-authority-data'], cluster['certificate-authority']);
  const certificate = text(user['client-certificate-data'], user['client-certificate']);
  const key = text(user['client-key-data'], user['client-key']);
  const token = user.token ?? tokenOf(user.exec);
  return {
    url: cluster.server,
    insecure: cluster['insecure-skip-tls-verify'] === true,
    ...(authority === undefined ? {} : { authority }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(key === undefined ? {} : { key }),
    ...(token === undefined ? {} : { token }),
  };
}

function tokenOf(command: User['exec']): string | undefined {
  if (command === undefined) return undefined;
  const variables = Object.fromEntries((command.env ?? []).map(({ name, value }) => [name, value]));
  const output = execFileSync(command.command, command.args ?? [], {
    encoding: 'utf8',
    env: { ...process.env, ...variables },
  });
  return (JSON.parse(output) as { status?: { token?: string } }).status?.token;
}
