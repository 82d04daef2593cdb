import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Candidate } from './measure';
import { placeholder, type Template } from './template';

/**
 * `cue export`: our finished objects as CUE, with a parameter where clusters differ, and the parameters of each cluster; one
 * process writes all clusters as one YAML stream.
 */
export function cueCandidate(
  name: string,
  program: string,
  folder: string,
  templates: readonly Template[],
): Candidate {
  const parts = templates.map(({ objects, values }, number) => {
    const [first = {}] = values.values();
    const parameters = Object.entries(first).map(([name, value]) => `${name}: ${typeof value}`);
    const text = JSON.stringify(objects, undefined, 2).replaceAll(
      new RegExp(`"${placeholder.source}"`, 'g'),
      'parameters.p$1',
    );
    const clusters = JSON.stringify(Object.fromEntries(values), undefined, 2);
    return [
      `#Cluster${number}: {\nparameters: {${parameters.join(', ')}}\nobjects: ${text}\n}`,
      `clusters${number}: ${clusters}`,
    ].join('\n');
  });
  const lists = templates.map(
    (_, number) =>
      `for each in clusters${number} for object in (#Cluster${number} & {parameters: each}).objects {object}`,
  );
  const stream = `stream: yaml.MarshalStream([${lists.join(', ')}])`;
  writeFileSync(
    join(folder, 'fleet.cue'),
    ['package fleet', 'import "encoding/yaml"', ...parts, stream, ''].join('\n'),
  );
  const script = 'mkdir "$1" && "$0" export fleet.cue -e stream --out text > "$1/fleet.yaml"';
  return {
    name: `${name}, one process, one file`,
    cwd: folder,
    command: (output) => ['sh', '-c', script, program, output],
  };
}
