import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { valueWithoutCredentials } from '../credentials/shown';
import { credentialTexts } from '../credentials/texts-of-object';
import { diffClusters } from '../diff/diff';
import { plain } from '../diff/sentence';
import { objectToYaml } from '../output/yaml';
import { YamlError } from '../output/yaml-problem';
import { describeId } from '../references/identity';
import type { Manifest } from '../references/manifest';
import { oneLine, printableJson, printableText } from '../references/printable';
import { htmlPage, type PageParts, type ShownCluster, type ShownObject } from '../topology/html/html-page';
import { clustersOf, objectsOf } from './output-objects';
import { readSide } from './output-side';
import { type OutputTexts, readFolder, UnreadableOutput } from './output-texts';
import { runProgram } from './process-world';
import { projectHere } from './project';
import { render } from './render';
import { problemDiagnostics } from './render-problems';
import { type TopologyArguments, topologyArguments } from './topology-arguments';
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
    const clusters = compared(read(parsed.out, parsed.cluster), parsed);
    const page = htmlPage(clusters, pageParts());
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
  return chosen.map(({ name, files, where }) => ({ name, objects: shownObjects(files, where) }));
}

function shownObjects(files: OutputTexts, where: string): readonly ShownObject[] {
  return objectsOf(files, where).map((object) => ({ object, yaml: yamlOf(object) }));
}

/** The clusters with what differs from the base that was asked for; a cluster that it has not is new, and compared with nothing. */
function compared(
  clusters: readonly ShownCluster[],
  { base, out }: TopologyArguments,
): readonly ShownCluster[] {
  if (base === undefined) return clusters;
  const side = readSide(base, out);
  const old = clustersOf(side.texts);
  return clusters.map((cluster) => {
    const files =
      old.get(cluster.name) ?? (old.size === 1 && clusters.length === 1 ? old.get('') : undefined);
    const before = files === undefined ? [] : shownObjects(files, `${side.name}/${cluster.name}`);
    const objects = (shown: readonly ShownObject[]) =>
      new Map([[cluster.name, shown.map(({ object }) => object)]]);
    const { changes, risks } = diffClusters(objects(before), objects(cluster.objects));
    const change = {
      before,
      changed: new Set(changes.map(({ change: { id } }) => oneLine(describeId(id)))),
      risks: risks.map(({ level, sentence, object }) => {
        const risk = { level, text: oneLine(plain(sentence)) };
        return object === undefined ? risk : { ...risk, object: oneLine(describeId(object)) };
      }),
    };
    return { ...cluster, change };
  });
}

/** The page's style and scripts; the layout engine is beside the program in the package, and a dependency in a clone. */
function pageParts(): PageParts {
  const parts = join(__dirname, '../topology/html');
  const own = join(__dirname, 'dagre.min.js');
  const engine = existsSync(own)
    ? own
    : join(dirname(createRequire(__filename).resolve('@dagrejs/dagre')), 'dagre.min.js');
  const page = ['layout.js', 'stage.js', 'page.js'].map((file) => join(parts, 'page', file));
  return {
    style: readFileSync(join(parts, 'style.css'), 'utf8'),
    scripts: [engine, ...page].map((file) => readFileSync(file, 'utf8')),
  };
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
