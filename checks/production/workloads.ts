import type { Manifest } from '../../references/manifest';

/** Kinds that run pods, as rules name them. */
export const workloadKinds: readonly string[] = [
  '/Pod',
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'batch/Job',
  'batch/CronJob',
  'argoproj.io/Rollout',
];

/** Where the pod template of a workload is, as the parts of a JSON pointer. */
export function templatesOf({ kind }: Manifest): readonly (readonly string[])[] {
  if (kind === 'Pod') return [[]];
  return [kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : ['spec', 'template']];
}
