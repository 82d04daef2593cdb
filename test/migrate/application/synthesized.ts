import { clusterObjects } from '../../../charts/cluster';
import { parseClusters } from '../../../config/parse';
import type { Applications } from '../../../migrate/application/shapes';
import { afterLeaving } from '../../../migrate/applied';
import type { LeaveResult } from '../../../migrate/result';
import { toYaml } from '../../../output/yaml';
import type { Manifest } from '../../../references/manifest';

/** What is wrong with written files, as synth would say it. */
export function problemsOf({ applications, cluster }: Applications): readonly string[] {
  const parsed = parse({ applications, cluster });
  return 'problems' in parsed
    ? parsed.problems
        .filter(({ severity }) => severity === 'error' || severity === undefined)
        .map(({ path, message, found }) => `${path}: ${message}: ${found}`)
    : [];
}

function parse({ applications, cluster }: Applications) {
  return parseClusters(
    [{ name: `clusters/${cluster.name}.yaml`, text: toYaml(cluster.file) }],
    Object.entries(applications).map(([name, file]) => ({
      name: `applications/${name}.yaml`,
      text: toYaml(file),
    })),
  );
}

/** What a cluster has after synth of the written files, beside its own objects as they are patched. */
export function afterSynth(input: readonly Manifest[], result: LeaveResult): readonly Manifest[] {
  if (result.applications === undefined) throw new Error('no application file');
  const parsed = parse(result.applications);
  if ('problems' in parsed) throw new Error(JSON.stringify(problemsOf(result.applications)));
  const [config] = parsed.clusters;
  if (config === undefined) throw new Error('no cluster');
  const made = clusterObjects(config).objects.map(({ manifest }) => manifest);
  return afterLeaving(input, {
    patches: result.patches.map(({ manifest }) => manifest),
    objects: [...result.objects.map(({ manifest }) => manifest), ...made],
  });
}
