import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { sourceText } from '../../config/problem';
import type { Manifest } from '../../references/manifest';
import type { Followed } from './follow-kustomization';
import type { Kustomization } from './kustomization';
import { objectsOf, type ReadObject } from './objects';
import { maxTextBytes } from './read-files';

/** A program that builds kustomizations, and the words before the folder. */
export interface Builder {
  readonly program: string;
  readonly words: readonly string[];
}

/** Finds `kustomize`, or `kubectl`, which has it built in; never in a folder that is relative to where one stands. */
export function findBuilder(path: string | undefined): Builder | undefined {
  const folders = (path ?? '').split(delimiter).filter(isAbsolute);
  for (const [name, words] of [
    ['kustomize', ['build']],
    ['kubectl', ['kustomize']],
  ] as const) {
    const program = folders.map((folder) => join(folder, name)).find(isProgram);
    if (program !== undefined) return { program, words };
  }
  return undefined;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Long enough for a large repository on a slow machine. */
const timeLimit = 60_000;

/**
 * The objects that the program makes of a kustomization, each with the place of the one that it was made of; undefined
 * where it makes none. Plugins and charts are off, and no server is reached: those that ask for it are not built at all.
 */
export function buildKustomization(
  { folder, file }: Kustomization,
  followed: Followed,
  { program, words }: Builder,
): readonly ReadObject[] | undefined {
  const { status, stdout } = spawnSync(
    program,
    [...words, '--load-restrictor', 'LoadRestrictionsNone', folder],
    {
      encoding: 'utf8',
      maxBuffer: maxTextBytes,
      timeout: timeLimit,
      stdio: ['ignore', 'pipe', 'ignore'],
      // Should anything be fetched after all, it goes nowhere.
      env: {
        PATH: '/usr/bin:/bin',
        HOME: '/',
        GIT_ALLOW_PROTOCOL: 'none',
        HTTP_PROXY: nowhere,
        HTTPS_PROXY: nowhere,
      },
    },
  );
  if (status !== 0 || typeof stdout !== 'string') return undefined;
  const origins = originsOf(followed.objects);
  const own = sourceText(file, '');
  const built: ReadObject[] = [];
  for (const object of objectsOf(sourceText(file, stdout), { lenient: true })) {
    if ('severity' in object) continue;
    const { manifest } = object;
    const origin = origins(manifest);
    built.push(
      origin === undefined
        ? { manifest, source: own, start: 0, end: 0, within: '', duplicates: [] }
        : { ...origin, manifest },
    );
  }
  return built;
}

const nowhere = 'http://127.0.0.1:9';

/** Finds the object that another was made of: the one of its kind and name, or whose name is a part of the new one. */
function originsOf(objects: readonly ReadObject[]): (manifest: Manifest) => ReadObject | undefined {
  const byName = new Map(objects.map((object) => [nameOf(object.manifest), object]));
  return (manifest) =>
    byName.get(nameOf(manifest)) ??
    objects.find(
      (object) =>
        object.manifest.kind === manifest.kind &&
        manifest.metadata.name.includes(object.manifest.metadata.name),
    );
}

function nameOf({ kind, metadata }: Manifest): string {
  return `${kind}/${metadata.name}`;
}
