import { dig, items, text } from './fields';
import type { Manifest } from './manifest';

/** How a container of Kong's gateway listens for its Admin API, as its environment says. */
export interface AdminListen {
  /** Where the environment variable is, in the object. */
  readonly at: readonly (string | number)[];
  readonly listen: string;
  /** Whether it asks for a client certificate, or for the token of a user of Kong's own. */
  readonly asks: boolean;
}

/** The Admin API of a workload's pods; undefined where no container has `KONG_ADMIN_LISTEN`. */
export function adminListenOf(workload: Manifest): AdminListen | undefined {
  const path = ['spec', 'template', 'spec', 'containers'];
  for (const [i, container] of items(dig(workload, ...path)).entries()) {
    const variables = items(dig(container, 'env'));
    const variable = (name: string) =>
      text(
        dig(
          variables.find((each) => dig(each, 'name') === name),
          'value',
        ),
      );
    const listen = variable('KONG_ADMIN_LISTEN');
    if (listen === undefined) continue;
    const at = [
      ...path,
      i,
      'env',
      variables.findIndex((each) => dig(each, 'name') === 'KONG_ADMIN_LISTEN'),
      'value',
    ];
    const asks =
      variable('KONG_NGINX_ADMIN_SSL_VERIFY_CLIENT') === 'on' || variable('KONG_ENFORCE_RBAC') === 'on';
    return { at, listen, asks };
  }
  return undefined;
}

/** The listeners of `admin_listen` that other pods reach. */
export function openListeners(listen: string): readonly string[] {
  return listen
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '' && each !== 'off')
    .filter((each) => !/^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\]|unix)[:\s]/.test(each));
}

export function isPlain(listener: string): boolean {
  return !/\bssl\b/.test(listener);
}
