import { existsSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { dig, type Fields, fields, items, text } from '../../references/fields';
import { documentsOf } from './documents';
import type { FileObjects } from './file-objects';

/** A folder that kustomize builds, as its `kustomization.yaml` says. */
export interface Kustomization {
  readonly folder: string;
  readonly file: string;
  /** A component is a part of other folders, and nothing by itself. */
  readonly component: boolean;
  readonly value: Fields;
}

export const kustomizationNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

/** The file that makes a folder one of kustomize's; undefined for any other folder. */
export function kustomizationFile(folder: string): string | undefined {
  return kustomizationNames.map((name) => join(folder, name)).find((path) => existsSync(path));
}

/** Reads what a folder's `kustomization.yaml` says; undefined where there is none that can be read. */
export function readKustomization(folder: string, files: FileObjects): Kustomization | undefined {
  const file = kustomizationFile(folder);
  const source = file === undefined ? undefined : files.textOf(file);
  if (file === undefined || source === undefined) return undefined;
  for (const document of documentsOf(source)) {
    if ('severity' in document) return undefined;
    const value = fields(document.value);
    // Flux has a kind of the same name, which may lie in a file of that name.
    if (/^kustomize\.toolkit\.fluxcd\.io\//.test(String(value.apiVersion))) return undefined;
    return { folder, file, component: value.kind === 'Component', value };
  }
  return undefined;
}

/** The folders and files that a kustomization is made of: bases and components among them. */
export function resourcesOf({ value }: Kustomization): readonly string[] {
  return [...items(value.resources), ...items(value.bases), ...items(value.components)].flatMap(
    (entry) => text(entry) ?? [],
  );
}

/** Files that a kustomization reads for its patches, generators and settings: none of them is an object by itself. */
export function otherFilesOf({ value }: Kustomization): readonly string[] {
  const named = [
    ...items(value.patches).map((each) => dig(each, 'path')),
    ...items(value.patchesJson6902).map((each) => dig(each, 'path')),
    ...items(value.replacements).map((each) => dig(each, 'path')),
    ...items(value.patchesStrategicMerge),
    ...items(value.crds),
    ...items(value.configurations),
    ...items(value.generators),
    ...items(value.transformers),
    ...items(value.validators),
    dig(value.openapi, 'path'),
    ...[...items(value.configMapGenerator), ...items(value.secretGenerator)].flatMap((generator) => [
      ...items(dig(generator, 'files')).map(withoutKey),
      ...items(dig(generator, 'envs')),
      dig(generator, 'env'),
    ]),
    ...[...items(value.helmCharts), ...items(value.helmChartInflationGenerator)].flatMap((chart) => [
      dig(chart, 'valuesFile'),
      ...items(dig(chart, 'additionalValuesFiles')),
    ]),
  ];
  // A patch may stand in the list itself.
  return named
    .flatMap((entry) => text(entry) ?? [])
    .filter((entry) => !/[\n:{]/.test(entry) || isRemote(entry));
}

/** A generator's file may have a key of its own: `key=file`. */
function withoutKey(entry: unknown): unknown {
  return typeof entry === 'string' ? entry.replace(/^[^/=]+=/, '') : entry;
}

/** Whether an entry leads to another machine: kustomize would fetch it. */
export function isRemote(entry: string): boolean {
  return /:\/\/|^git@|^(?:github|gitlab|bitbucket)\.[a-z]+[/:]|\?ref=|\.git(?:\/|$)/.test(entry);
}

/** Fields that change objects in ways that following resources does not. */
const changing = [
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'replacements',
  'vars',
  'namePrefix',
  'nameSuffix',
  'generators',
  'transformers',
  'validators',
  'helmCharts',
  'helmChartInflationGenerator',
];

/** Whether the objects are others than those of its resources, apart from their namespace, labels and images. */
export function changesObjects({ value }: Kustomization): boolean {
  return changing.some((field) => {
    const own = value[field];
    return Array.isArray(own) ? own.length > 0 : own !== undefined && own !== null && own !== '';
  });
}

/** Fields with which kustomize runs programs, or charts. */
export function runsPrograms({ value }: Kustomization): boolean {
  return ['generators', 'transformers', 'validators', 'helmCharts', 'helmChartInflationGenerator'].some(
    (field) => items(value[field]).length > 0,
  );
}

/** Whether a path is that of a folder. One that no file system could have, such as one with a NUL, is of none. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

/** Whether a path that is there lies in a folder, wherever its links lead. */
export function isInside(path: string, folder: string): boolean {
  try {
    const [real, root] = [realpathSync(path), realpathSync(folder)];
    return real === root || real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`);
  } catch {
    return false;
  }
}
