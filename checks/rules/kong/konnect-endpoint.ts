import { dig, text } from '../../../references/fields';
import { exampleRelease } from '../../kong/example';
import { type KongRelease, kongReleases, valuePlace } from '../../kong/gateway';
import type { SetRule } from '../../rule';

const hostAndPort = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?:\d{1,5}$/i;
const hostAlone = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/i;

/** Values that name a host of Konnect: with its port, or, where a certificate is compared with it, without. */
const endpoints = [
  { path: ['env', 'cluster_control_plane'], port: true },
  { path: ['env', 'cluster_telemetry_endpoint'], port: true },
  { path: ['env', 'cluster_server_name'], port: false },
  { path: ['env', 'cluster_telemetry_server_name'], port: false },
  { path: ['ingressController', 'konnect', 'apiHostname'], port: false },
] as const;

export const konnectEndpoint: SetRule = {
  id: 'kong/konnect-endpoint',
  severity: 'error',
  title:
    'an endpoint of Konnect is written with a scheme, or with its port missing, doubled or where none belongs',
  why: 'The gateway connects to nothing: it stays without configuration, or sends no telemetry.',
  source: 'developer.konghq.com app/_includes/k8s/kic-konnect-install.md; Kong/kong kong.conf.default',
  measured:
    'Helm v3.22 with the chart kong 3.4.1 hands both values to the gateway as they are written, in KONG_CLUSTER_CONTROL_PLANE: https://3b9a6d20f1.au.cp.konghq.com:443:443, and 3b9a6d20f1.au.cp.konghq.com:443.',
  *checkSet({ index }) {
    for (const release of kongReleases(index)) {
      for (const endpoint of endpoints) {
        const value = text(dig(release.values, ...endpoint.path));
        if (value === undefined || (endpoint.port ? hostAndPort : hostAlone).test(value)) continue;
        yield { object: release.install.by, ...fault(release, endpoint.path, endpoint.port, value) };
      }
    }
  },
  example: {
    given: ['Namespace kong'],
    fails: exampleRelease(
      'kong',
      '{env: {role: data_plane, cluster_control_plane: "https://3b9a6d20f1.au.cp.konghq.com:443:443"}}',
    ),
    passes: exampleRelease(
      'kong',
      '{env: {role: data_plane, cluster_control_plane: "3b9a6d20f1.au.cp.konghq.com:443"}}',
    ),
  },
};

function fault(release: KongRelease, path: readonly string[], port: boolean, value: string) {
  const host = value.replace(/^[a-z]+:\/\//i, '').replace(/[:/].*/, '');
  const right = port ? `${host}:443` : host;
  return {
    path: valuePlace(release, ...path),
    message: `${path.at(-1)} is no ${port ? 'host with a port' : 'plain host name'}`,
    found: value,
    expected: port ? 'the host and one port, without scheme' : 'the host alone, without scheme and port',
    mend: `write ${right}`,
    nearest: right,
  };
}
