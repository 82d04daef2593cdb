import { spawnSync } from 'node:child_process';
import type { Choices } from './choices';

/** Runs a program and gives what it printed; undefined where there is none, or it fails. */
export type Ask = (program: string, ...words: readonly string[]) => string | undefined;

/** No program is waited for longer. */
const PATIENCE_MS = 5_000;

/** Asks the programs of this machine. */
export const askMachine: Ask = (program, ...words) => {
  const { status, stdout } = spawnSync(program, words, {
    encoding: 'utf8',
    timeout: PATIENCE_MS,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const text = status === 0 ? stdout.trim() : '';
  return text === '' || text === 'None' ? undefined : text;
};

/** What programs that are there know of the cluster: kubectl's context names it, where the AWS command line made that. */
export function known(ask: Ask): Partial<Choices> {
  const context = ask('kubectl', 'config', 'current-context');
  const [, inContext, ofContext, name] =
    /^arn:aws[\w-]*:eks:([\w-]+):(\d{12}):cluster\/([\w-]+)$/.exec(context ?? '') ?? [];
  const region = inContext ?? ask('aws', 'configure', 'get', 'region');
  const account =
    ofContext ?? ask('aws', 'sts', 'get-caller-identity', '--query', 'Account', '--output', 'text');
  const issuer =
    name === undefined || region === undefined
      ? undefined
      : ask(
          'aws',
          'eks',
          'describe-cluster',
          '--name',
          name,
          '--region',
          region,
          '--query',
          'cluster.identity.oidc.issuer',
          '--output',
          'text',
        );
  const repository = remote(ask('git', 'remote', 'get-url', 'origin'));
  return {
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { account }),
    ...(name === undefined ? {} : { eksCluster: name, cluster: name.toLowerCase().replaceAll('_', '-') }),
    ...(issuer === undefined ? {} : { oidcIssuer: issuer }),
    ...(repository === undefined ? {} : { repository }),
  };
}

/** A remote of Git as a cluster file has it: without a password, and with the scheme that `git@host:path` leaves out. */
export function remote(url: string | undefined): string | undefined {
  const [, host, path] = /^git@([\w.-]+):([\w./~-]+)$/.exec(url ?? '') ?? [];
  if (host !== undefined && path !== undefined) return `ssh://git@${host}/${path}`;
  return /^(https:\/\/[\w.-]+(:\d+)?|ssh:\/\/([\w.-]+@)?[\w.-]+(:\d+)?)\/[^\s@]+$/.test(url ?? '')
    ? url
    : undefined;
}
