import { dig } from '../../references/fields';
import { say } from '../sentence';
import { eachChange, named, type RiskRule } from './risk';

const monitors = [
  'monitoring.coreos.com/PodMonitor',
  'monitoring.coreos.com/ServiceMonitor',
  'monitoring.coreos.com/PrometheusRule',
  'kuma.io/MeshMetric',
];

/** Rules about what is seen of a cluster, and what seeing costs. */
export const observabilityRules: readonly RiskRule[] = [
  {
    id: 'monitoring-removed',
    level: 'medium',
    title: 'A monitor, alerts or a MeshMetric goes: what it told of is seen no more',
    find: eachChange(monitors, (change) =>
      change.kind === 'removed' ? [say`${named(change)} is gone: nobody is told of what it watched`] : [],
    ),
  },
  {
    id: 'traces-of-all',
    level: 'low',
    title: 'A MeshTrace traces every call, which each proxy and the collector pay for',
    find: eachChange(['kuma.io/MeshTrace'], (change) => {
      const now = share(change.after);
      if (
        change.after === undefined ||
        now < 100 ||
        (change.before !== undefined && share(change.before) >= 100)
      )
        return [];
      return [say`${named(change)}: every call is traced now`];
    }),
  },
];

/** Percent of the calls that begin in the mesh of which a trace is kept; Envoy keeps all where nothing is said. */
function share(trace: unknown): number {
  const sampling = dig(trace, 'spec', 'default', 'sampling');
  const percent = (field: string) => {
    const value = dig(sampling, field);
    return value === undefined ? 100 : Number(value);
  };
  return Math.min(percent('random'), percent('overall'));
}
