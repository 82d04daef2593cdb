import type { Rule, RuleFinding } from './rule';

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}

/** A licence where the image needs one, and none where it cannot read it. */
export const license: Rule = ({ gateway }, present) => {
  if (gateway === undefined || (gateway.mode !== 'kic' && gateway.mode !== 'kong-operator')) return [];
  if (gateway.version === undefined) return [];
  const open = minorOf(gateway.version) < 10;
  if (!open && !present('gateway', 'license')) {
    return [
      {
        path: ['gateway', 'license'],
        message: 'missing key',
        expected: 'a licence: Kong Gateway 3.10 and later does not start without one',
        mend: 'add license: {secret: <name in AWS Secrets Manager>}, or use the open-source version: "3.9"',
      },
    ];
  }
  if (open && present('gateway', 'license')) {
    return [
      {
        path: ['gateway', 'license'],
        atKey: true,
        message: 'a licence for the open-source image',
        expected: `no licence with version ${gateway.version}, which runs the open-source image`,
        mend: 'remove license, or use version: "3.10" or later',
      },
    ];
  }
  return [];
};

/** What Kong Ingress Controller 3.5 is published to work with. Source: the controller's version compatibility table. */
export const controllerVersion: Rule = ({ gateway }) => {
  if (gateway?.version === undefined || gateway.mode === undefined) return [];
  const controlled = gateway.mode === 'kic' || gateway.mode === 'konnect-kic';
  if (!controlled || minorOf(gateway.version) <= 12) return [];
  return [
    {
      path: ['gateway', 'version'],
      severity: 'notice',
      message: "newer than the controller's published compatibility",
      expected: 'at most 3.12 with Kong Ingress Controller 3.5',
      mend: 'use version: "3.12", or try this pair before it carries traffic',
    },
  ];
};

/** Konnect's endpoints are those of the region, each of its own sort. */
export const endpoints: Rule = ({ gateway }) => {
  if (gateway?.mode !== 'konnect-kic' && gateway?.mode !== 'konnect-data-plane') return [];
  const { konnect } = gateway;
  if (konnect === undefined) return [];
  return [
    ...endpoint('telemetryEndpoint', konnect.telemetryEndpoint, 'tp', konnect.region),
    ...('controlPlaneEndpoint' in konnect
      ? endpoint('controlPlaneEndpoint', konnect.controlPlaneEndpoint, 'cp', konnect.region)
      : []),
  ];
};

function endpoint(
  key: string,
  host: string | undefined,
  sort: 'cp' | 'tp',
  region: string | undefined,
): RuleFinding[] {
  if (host === undefined) return [];
  const path = ['gateway', 'konnect', key];
  // Older control planes have cp0 and tp0.
  const match = /^[a-z0-9-]+\.([a-z]+)\.(cp|tp)0?\.konghq\.com$/.exec(host);
  if (match === null || match[2] !== sort) {
    return [
      {
        path,
        message: 'not such an endpoint of Konnect',
        expected: `<prefix>.${region ?? '<region>'}.${sort}.konghq.com`,
        mend: 'copy the host from Konnect: Gateway Manager, the control plane, New data plane node',
      },
    ];
  }
  if (region === undefined || match[1] === region) return [];
  return [
    {
      path,
      message: 'an endpoint of another Konnect region',
      expected: `a host of ${region}, since gateway.konnect.region is ${region}`,
      mend: `correct gateway.konnect.region to ${match[1]}, or copy the endpoint of this control plane`,
    },
  ];
}

/**
 * On App Mesh a caller's Envoy tells TLS connections apart by their port alone, so the gateway calls one host by TLS on a port;
 * Konnect's telemetry is one. Source: aws/aws-app-mesh-roadmap#195.
 */
export const oneHostOnAPort: Rule = ({ gateway, mesh }) => {
  if (mesh?.backend !== 'app-mesh' || gateway?.egress === undefined) return [];
  const telemetry = gateway.mode === 'konnect-kic' ? gateway.konnect?.telemetryEndpoint : undefined;
  const hosts = [...(telemetry === undefined ? [] : [telemetry]), ...new Set(gateway.egress)];
  const [first, second] = hosts;
  if (first === undefined || second === undefined || gateway.mode === 'konnect-data-plane') return [];
  return [
    {
      path: ['gateway', 'egress', gateway.egress.indexOf(second)],
      message: 'a second host on port 443, which App Mesh cannot tell from the first',
      expected: `no host beside ${first}: an Envoy of App Mesh sends everything on a tcp port to one of them`,
      mend: 'use backend: kong-mesh, which reads the server name, or leave this host out',
    },
  ];
};

/** An autoscaler has as many replicas as it begins with, or more. */
export const scaledReplicas: Rule = ({ gateway }) => {
  const { replicas, autoscaling } = gateway ?? {};
  const most = autoscaling?.maxReplicas;
  if (replicas === undefined || most === undefined || most >= replicas) return [];
  return [
    {
      path: ['gateway', 'autoscaling', 'maxReplicas'],
      message: 'fewer replicas than there are at least',
      expected: `${replicas} or more: gateway.replicas are the least`,
      mend: 'raise maxReplicas, or lower replicas',
    },
  ];
};
