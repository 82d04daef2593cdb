import { createHash } from 'node:crypto';
import { podSecretName, propertyKey, wholeKey } from '../../config/application/secret-names';
import type { VersionConfig } from '../../config/application/service';
import type { JsonMap } from '../../config/kubernetes/field';

type Files = NonNullable<VersionConfig['files']>;
type FileConfig = Files[string];

/** The files of one version: the ConfigMap with the texts, and how the pod gets all of them. */
export interface PodFiles {
  /** Texts by key of the ConfigMap, which has the name of the version; none where no file is a text. */
  readonly texts: Readonly<Record<string, string>>;
  readonly volumes: readonly JsonMap[];
  readonly mounts: readonly JsonMap[];
}

/** A file as a key of an object that a volume is made of. */
interface Item {
  readonly kind: 'configMap' | 'secret';
  /** Name of the ConfigMap or Secret. */
  readonly object: string;
  readonly key: string;
  readonly path: string;
  readonly mode?: number;
  readonly optional?: boolean;
}

/**
 * Files of a version. Each is mounted by its own path, so that what else is in its folder stays; such a file does not
 * change in a running pod.
 *
 * @param name the name of the version's objects
 */
export function filesOf(name: string, files: Files): PodFiles {
  const items = Object.entries(files).map(([path, file]) => itemOf(name, path, file));
  const objects = [...new Set(items.map(({ kind, object }) => JSON.stringify([kind, object])))];
  const groups = objects.map((key) =>
    items.filter(({ kind, object }) => JSON.stringify([kind, object]) === key),
  );
  return {
    texts: Object.fromEntries(
      Object.entries(files).flatMap(([path, file]) => {
        const text = textOf(file);
        return text === undefined ? [] : [[fileKey(path), text]];
      }),
    ),
    volumes: groups.map(volumeOf),
    mounts: groups.flatMap((group) =>
      group.map(({ path, kind, object }) => ({
        name: volumeName(kind, object),
        mountPath: path,
        subPath: fileKey(path),
        readOnly: true,
      })),
    ),
  };
}

/** What changes with any text of a file, so that a change of it replaces the pods; undefined where there is none. */
export function textsDigest(files: Files): string | undefined {
  const texts = Object.entries(files).flatMap(([path, file]) => {
    const text = textOf(file);
    return text === undefined ? [] : [[path, text]];
  });
  return texts.length === 0
    ? undefined
    : createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16);
}

/** The key of a file in its volume: its path, with `_` for what a key cannot have. */
function fileKey(path: string): string {
  return path.slice(1).replace(/[^-._a-zA-Z0-9]/g, '_');
}

function textOf(file: FileConfig): string | undefined {
  if (typeof file === 'string') return file;
  return 'content' in file ? file.content : undefined;
}

function itemOf(name: string, path: string, file: FileConfig): Item {
  const mode =
    typeof file === 'object' && file.mode !== undefined ? { mode: Number.parseInt(file.mode, 8) } : {};
  if (typeof file === 'string' || 'content' in file) {
    return { kind: 'configMap', object: name, key: fileKey(path), path, ...mode };
  }
  if ('secret' in file) {
    const { secret, property } = file;
    const key = property === undefined ? wholeKey : propertyKey(property);
    return { kind: 'secret', object: podSecretName(secret), key, path, ...mode };
  }
  const kind = 'secretKeyRef' in file ? 'secret' : 'configMap';
  const { name: object, key, optional } = 'secretKeyRef' in file ? file.secretKeyRef : file.configMapKeyRef;
  return { kind, object, key, path, ...(optional === undefined ? {} : { optional }), ...mode };
}

function volumeOf(items: readonly Item[]): JsonMap {
  const [first] = items;
  const { kind = 'configMap', object = '' } = first ?? {};
  const source = {
    ...(kind === 'secret' ? { secretName: object } : { name: object }),
    items: items.map(({ key, path, mode }) => ({
      key,
      path: fileKey(path),
      ...(mode === undefined ? {} : { mode }),
    })),
    ...(items.every(({ optional }) => optional === true) ? { optional: true } : {}),
  };
  return { name: volumeName(kind, object), [kind]: source };
}

/** A DNS label, which the name of a ConfigMap or Secret need not be. */
function volumeName(kind: Item['kind'], object: string): string {
  const prefix = kind === 'secret' ? 'secret' : 'files';
  return `${prefix}-${object.replace(/\./g, '-')}`.slice(0, 63).replace(/(?<!-)-+$/, '');
}
