import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { valueWithoutCredentials } from '../credentials/shown';
import { credentialTexts } from '../credentials/texts-of-object';
import { objectToYaml } from '../output/yaml';
import { YamlError } from '../output/yaml-problem';
import type { Manifest } from '../references/manifest';
import { oneLine, printableJson, printableText } from '../references/printable';
import { htmlPage, type ShownCluster } from '../topology/html/html-page';
import { clustersOf, objectsOf } from './output-objects';
import { readFolder, UnreadableOutput } from './output-texts';
import { runProgram } from './process-world';
import { projectHere } from './project';
import { render } from './render';
import { problemDiagnostics } from './render-problems';
import { topologyArguments } from './topology-arguments';
import type { World } from './world';

/** `meshwright topology`: writes one HTML page of the clusters' pictures. @returns the exit status */
export function topology(argv: readonly string[], world: World): number {
  const project = projectHere();
  if ('problems' in project) {
    world.stderr.write(render(problemDiagnostics(project.problems), { colour: false }));
    return 2;
  }
  const parsed = topologyArguments(argv, project.out);
  if ('usage' in parsed) {
    (parsed.wrong ? world.stderr : world.stdout).write(parsed.usage);
    return parsed.wrong ? 2 : 0;
  }
  try {
    const clusters = read(parsed.out, parsed.cluster);
    const parts = join(__dirname, '../topology/html');
    const page = htmlPage(clusters, {
      style: readFileSync(join(parts, 'style.css'), 'utf8'),
      script: readFileSync(join(parts, 'client.js'), 'utf8'),
    });
    write(parsed.html, page);
    world.stdout.write(
      `${oneLine(parsed.html)}: ${clusters.length} cluster${clusters.length === 1 ? '' : 's'}\n`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof UnreadableOutput)) throw error;
    const { where, found, mend, status } = error;
    const title = 'the page cannot be made';
    world.stderr.write(
      render(
        [
          {
            severity: 'error',
            title,
            location: where,
            notes: [
              ['found', found],
              ['mend', mend],
            ],
          },
        ],
        { colour: false },
      ),
    );
    return status;
  }
}

function read(out: string, wanted: string | undefined): readonly ShownCluster[] {
  const clusters = [...clustersOf(readFolder(out))].map(([name, files]) => ({
    name: name === '' ? (resolve(out).split('/').at(-1) ?? out) : name,
    files,
    where: name === '' ? out : `${out}/${name}`,
  }));
  const chosen = wanted === undefined ? clusters : clusters.filter(({ name }) => name === wanted);
  if (chosen.length === 0) {
    const names = clusters.map(({ name }) => name).join(', ');
    throw new UnreadableOutput(
      wanted ?? out,
      wanted === undefined ? 'no cluster' : `no such cluster; there are ${names === '' ? 'none' : names}`,
      'meshwright synth writes them',
    );
  }
  return chosen.map(({ name, files, where }) => ({
    name,
    objects: objectsOf(files, where).map((object) => ({ object, yaml: yamlOf(object) })),
  }));
}

/**
 * An object's YAML without its credentials, of which only a foreign file has any; such a file may hold what the writer refuses, too,
 * which JSON can say.
 */
function yamlOf(object: Manifest): string {
  const known = credentialTexts(object);
  const shown = known.length === 0 ? object : valueWithoutCredentials(object, known);
  try {
    return printableText(objectToYaml(shown));
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return printableJson(shown);
  }
}

function write(file: string, page: string): void {
  try {
    writeFileSync(file, page);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
    throw new UnreadableOutput(
      file,
      `it cannot be written (${code})`,
      'name a file in a folder that is there',
    );
  }
}

if (require.main === module) void runProgram((world) => topology(process.argv.slice(2), world));
