import type { Rule, RuleFinding } from './rule';

type Signal = 'traces' | 'metrics' | 'accessLogs';
const signals: readonly Signal[] = ['traces', 'metrics', 'accessLogs'];

/** Every signal has a collector that there is; an access log can do without. */
export const signalCollectors: Rule = ({ observability }, present) => {
  if (observability?.collectors === undefined) return [];
  const names = Object.keys(observability.collectors);
  const some = names.length === 0 ? 'none is there' : names.join(', ');
  return signals.flatMap((signal): RuleFinding[] => {
    if (!present('observability', signal)) return [];
    const path = ['observability', signal];
    if (present(...path, 'collector')) {
      const named = observability[signal]?.collector;
      if (named === undefined || names.includes(named)) return [];
      return [
        {
          path: [...path, 'collector'],
          message: 'a collector that is not there',
          expected: `a name of observability.collectors: ${some}`,
          mend: `add ${named} to observability.collectors with its host, or name another`,
        },
      ];
    }
    if (signal === 'accessLogs' || names.length === 1) return [];
    return [
      {
        path,
        atKey: true,
        message: names.length === 0 ? 'nobody to send it to' : 'several collectors, and none is named',
        found: signal,
        expected:
          names.length === 0 ? 'a collector under observability.collectors' : `collector: one of ${some}`,
        mend:
          names.length === 0
            ? 'add collectors: {adot: {host: adot-collector.observability.svc.cluster.local}} under observability'
            : `add collector to observability.${signal}`,
      },
    ];
  });
};

/** What only Kong Mesh tells of itself. */
export const meshSignals: Rule = ({ observability, mesh }, present) => {
  if (observability === undefined) return [];
  if (mesh?.backend === 'kong-mesh' || (present('mesh') && mesh?.backend === undefined)) return [];
  const why =
    mesh?.backend === 'app-mesh'
      ? 'App Mesh has an X-Ray daemon and settings of its controller for this, and has ended'
      : 'there is no mesh';
  // The gateway traces without a mesh, too; under App Mesh its collector would be a member of nothing.
  const refused: readonly (Signal | 'collectors')[] =
    mesh?.backend === 'app-mesh' ? [...signals, 'collectors'] : ['metrics', 'accessLogs'];
  return refused.flatMap((key): RuleFinding[] =>
    present('observability', key) &&
    (key !== 'collectors' || Object.keys(observability.collectors ?? {}).length > 0)
      ? [
          {
            path: ['observability', key],
            atKey: true,
            message: 'what this mesh cannot tell',
            found: key,
            expected: `no ${key}: ${why}`,
            mend: mesh?.backend === 'app-mesh' ? 'use mesh.backend: kong-mesh' : 'remove it, or add a mesh',
          },
        ]
      : [],
  );
};

/** Konnect takes no plugin of the whole gateway from the cluster: a plugin that is written here would never run. */
export const gatewayTelemetry: Rule = ({ observability, gateway }, present) => {
  if (observability === undefined || observability.gateway !== true) return [];
  if (gateway?.mode !== 'konnect-operator' && gateway?.mode !== 'konnect-data-plane') return [];
  const asked = (['traces', 'prometheus'] as const).find((key) => present('observability', key));
  if (asked === undefined) return [];
  return [
    {
      path: ['observability', 'gateway'],
      message: 'plugins that would never run',
      expected: `false: with gateway.mode ${gateway.mode} Konnect configures the gateway, and takes no KongClusterPlugin`,
      mend: 'write gateway: false, and add the plugins opentelemetry and prometheus in Konnect',
    },
  ];
};

/** Kong refuses a configuration with two plugins of one type at one place. */
export const telemetryTwice: Rule = ({ observability, gateway }, present) => {
  if (observability?.gateway !== true || gateway === undefined || !('plugins' in gateway)) return [];
  const ours = [
    ...(present('observability', 'traces') ? ['opentelemetry'] : []),
    ...(present('observability', 'prometheus') ? ['prometheus'] : []),
  ];
  return Object.entries(gateway.plugins ?? {}).flatMap(([name, own]): RuleFinding[] => {
    const type = own?.plugin ?? '';
    if (!(ours.includes(type) && own?.global === true) && !ours.includes(name)) return [];
    return [
      {
        path: ['gateway', 'plugins', name],
        atKey: true,
        message: ours.includes(name)
          ? 'a name that observability gives'
          : `a second ${type} of the whole gateway`,
        found: name,
        expected: 'one of the two: Kong takes one plugin of a type at one place',
        mend: 'remove it here, or write observability.gateway: false',
      },
    ];
  });
};

/** Monitors and alerts need the kinds of Prometheus' operator. */
export const prometheusOperator: Rule = ({ observability, given }, present) => {
  if (observability === undefined || !present('observability', 'prometheus')) return [];
  // An entry that is not valid may be this one, misspelled.
  if (given === undefined || given.includes(undefined) || given.includes('prometheus-operator')) return [];
  return [
    {
      path: ['observability', 'prometheus'],
      atKey: true,
      message: "the kinds of Prometheus' operator come from nowhere",
      found: 'prometheus',
      expected: 'prometheus-operator among given: Meshwright does not install Prometheus',
      mend: "install Prometheus' operator, such as by kube-prometheus-stack, and add prometheus-operator to given",
    },
  ];
};

/** A dashboard shows what Prometheus has. */
export const dashboardSource: Rule = (_config, present) =>
  present('observability', 'dashboard') && !present('observability', 'prometheus')
    ? [
        {
          path: ['observability', 'dashboard'],
          atKey: true,
          severity: 'notice',
          message: 'a dashboard of metrics that nobody fetches',
          found: 'dashboard',
          expected: 'observability.prometheus, whose metrics it shows',
          mend: 'add prometheus: {}, or remove it',
        },
      ]
    : [];
