import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { HelmInstall } from '../../../references/helm-install';
import type { Manifest } from '../../../references/manifest';
import { onMachine } from './on-machine';

/** Helm, and a folder with the charts that are installed: one folder each, by the chart's name. */
export interface Helm {
  readonly program: string;
  readonly charts: string;
}

/** Names the folder with the charts. */
export const chartsVariable = 'MESHWRIGHT_CHARTS';

/** Helm and its charts, where both are on the machine. */
export function helm(): Helm | undefined {
  const program = onMachine('MESHWRIGHT_HELM', 'helm');
  const charts = process.env[chartsVariable];
  return program === undefined || charts === undefined || charts === '' ? undefined : { program, charts };
}

/** Why charts cannot be rendered. */
export function missingForHelm(): readonly string[] {
  return helm() === undefined
    ? [`helm, in MESHWRIGHT_HELM or on the PATH, and the folders of the charts, in ${chartsVariable}`]
    : [];
}

/** What Helm says of itself. */
export function helmVersion({ program }: Helm): string {
  const { stdout } = spawnSync(program, ['version', '--short'], { encoding: 'utf8' });
  return /\d+(?:\.\d+)+/.exec(stdout ?? '')?.[0] ?? 'of an unknown version';
}

/**
 * What a release is made of, without the CRDs; undefined where its chart is not on the machine. Kong Mesh's chart is Kuma's under the
 * key `kuma`: where only Kuma's is there, it is that which is rendered.
 *
 * @param directory for the file with the values
 * @throws Error with what Helm says where it cannot render the chart
 */
export function rendered(
  { program, charts }: Helm,
  { chart, release, namespace, values }: HelmInstall,
  directory: string,
): readonly Manifest[] | undefined {
  const asKuma = chart === 'kong-mesh' && !existsSync(join(charts, chart));
  const folder = join(charts, asKuma ? 'kuma' : chart);
  if (!existsSync(folder)) return undefined;
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `${release}.json`);
  const own = asKuma ? { ...Object(values.kuma), nameOverride: 'kong-mesh' } : values;
  writeFileSync(file, JSON.stringify(own));
  const { status, stdout, stderr } = spawnSync(
    program,
    [
      'template',
      release,
      folder,
      `--namespace=${namespace}`,
      `--values=${file}`,
      '--kube-version=1.34.0',
      '--api-versions=cert-manager.io/v1',
    ],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(`helm template ${chart}: ${stderr.trim().split('\n').at(-1) ?? ''}`);
  // As Go reads it: 0755 of a chart is octal.
  return parseAllDocuments(stdout, { version: '1.1' })
    .map((document) => document.toJS() as Manifest | null)
    .filter((object): object is Manifest => object !== null)
    .map((object) =>
      object.metadata.namespace === undefined
        ? { ...object, metadata: { ...object.metadata, namespace } }
        : object,
    );
}
