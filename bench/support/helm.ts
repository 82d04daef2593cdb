import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toYaml } from '../../output/yaml';
import { eachCluster } from './each-cluster';
import type { Candidate } from './measure';
import { placeholder, type Template } from './template';

/**
 * `helm template`: a chart for each template, whose files are our finished YAML with `{{ .Values.p3 }}` where clusters differ, and a file
 * of values for each cluster.
 */
export function helmCandidate(
  name: string,
  program: string,
  folder: string,
  templates: readonly Template[],
): Candidate {
  const commands = new Map<string, readonly string[]>();
  for (const [number, { paths, objects, values }] of templates.entries()) {
    const chart = join(folder, `chart-${number}`);
    mkdirSync(join(chart, 'templates'), { recursive: true });
    writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: fleet\nversion: 1.0.0\n');
    for (const path of new Set(paths)) {
      const texts = objects.filter((_, at) => paths[at] === path).map((object) => helmText(toYaml(object)));
      writeFileSync(join(chart, 'templates', path.replaceAll('/', '-')), texts.join('---\n'));
    }
    for (const [cluster, own] of values) {
      writeFileSync(join(folder, `${cluster}.json`), JSON.stringify(own));
      commands.set(cluster, [program, 'template', cluster, `chart-${number}`, '-f', `${cluster}.json`]);
    }
  }
  return eachCluster(`${name}, a process for each cluster`, folder, commands);
}

/** What other programs' templates in our YAML say (external-secrets has some) is text to Helm. */
function helmText(yaml: string): string {
  return yaml.replaceAll('{{', '{{ "{{" }}').replaceAll(placeholder, '{{ .Values.p$1 | toJson }}');
}
