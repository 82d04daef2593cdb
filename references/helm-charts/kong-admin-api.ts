import { dig, type Fields, fields, mergeValues, text } from '../fields';
import type { HelmInstall } from '../helm-install';
import { isPlain, openListeners } from '../kong-admin-listen';
import { gatewayInIngress } from './ingress';
import { kongDefaults } from './kong';

/** A way to Kong's Admin API for others than its controller. Whoever gets there may change all that the gateway does. */
export interface AdminApiOpening {
  /** Where the values say so, below those of the release; the place may be the chart's own, and not be written. */
  readonly at: readonly string[];
  /** What it is, in words that go behind "the Admin API". */
  readonly how: string;
  readonly found: string;
  /** Whether it leads there from outside the cluster. */
  readonly outside: boolean;
}

/** The ways to the Admin API that an install of chart `kong` or `ingress` leaves open; none for other charts. */
export function adminApiOpenings(install: HelmInstall): readonly AdminApiOpening[] {
  if (install.chart !== 'kong' && install.chart !== 'ingress') return [];
  const under = install.chart === 'ingress' ? ['gateway'] : [];
  const base = install.chart === 'ingress' ? gatewayInIngress : kongDefaults({});
  const values = fields(mergeValues(base, dig(install.values, ...under)));
  if (dig(install.values, ...under, 'enabled') === false) return [];
  if (dig(values, 'deployment', 'kong', 'enabled') !== true) return [];
  return openings(values).map(({ at, ...rest }) => ({ at: [...under, ...at], ...rest }));
}

function openings(values: Fields): readonly AdminApiOpening[] {
  const admin = dig(values, 'admin');
  const listen = text(dig(values, 'env', 'admin_listen'));
  if (listen !== undefined) return plainListeners(listen);
  // Without a Service the gateway listens on loopback, where the controller beside it is.
  if (dig(admin, 'enabled') !== true) return [];
  const plain = dig(admin, 'http', 'enabled') === true;
  const encrypted = dig(admin, 'tls', 'enabled') === true;
  if (!plain && !encrypted) return [];
  const found: AdminApiOpening[] = [];
  if (plain)
    found.push({
      at: ['admin', 'http', 'enabled'],
      how: 'answers in plain HTTP, which asks for no certificate',
      found: 'admin.http.enabled: true',
      outside: false,
    });
  if (knowsItsClients(values)) return found;
  const type = text(dig(admin, 'type')) ?? 'ClusterIP';
  if (type !== 'ClusterIP')
    found.push({
      at: ['admin', 'type'],
      how: `is reachable ${type === 'LoadBalancer' ? 'behind a load balancer' : 'on every node'} without a client certificate`,
      found: `admin.type: ${type}`,
      outside: true,
    });
  if (dig(admin, 'ingress', 'enabled') === true)
    found.push({
      at: ['admin', 'ingress', 'enabled'],
      how: 'is reachable through an Ingress, which asks for no client certificate',
      found: 'admin.ingress.enabled: true',
      outside: true,
    });
  if (encrypted && found.length === 0)
    found.push({
      at: ['env', 'nginx_admin_ssl_verify_client'],
      how: 'asks for no client certificate, so that every pod may call it',
      found: 'neither admin.tls.client nor env.nginx_admin_ssl_verify_client: "on"',
      outside: false,
    });
  return found;
}

/** Whether the Admin API asks for a certificate, or for the token of a user of Kong's own (Enterprise). */
function knowsItsClients(values: Fields): boolean {
  const client = dig(values, 'admin', 'tls', 'client');
  const asks = [text(dig(client, 'secretName')), text(dig(client, 'caBundle'))].some(
    (each) => each !== undefined && each !== '',
  );
  return (
    asks ||
    dig(values, 'env', 'nginx_admin_ssl_verify_client') === 'on' ||
    dig(values, 'enterprise', 'rbac', 'enabled') === true ||
    dig(values, 'env', 'enforce_rbac') === 'on'
  );
}

/** The listeners of `admin_listen` that take plain HTTP from other pods. */
function plainListeners(listen: string): readonly AdminApiOpening[] {
  const open = openListeners(listen).filter(isPlain);
  return open.slice(0, 1).map((each) => ({
    at: ['env', 'admin_listen'],
    how: 'answers in plain HTTP, which asks for no certificate',
    found: `env.admin_listen: ${each}`,
    outside: false,
  }));
}
