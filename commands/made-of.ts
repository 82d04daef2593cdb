import { hash } from 'node:crypto';
import { applicationName, type InputFile, type Library, nameOfFile } from '../config/library';
import type { SeveritySettings } from './check/severities';
import type { DiskLibrary } from './read-clusters';
import { shortPath } from './short-path';

/** All that one cluster's compilation looked at. */
export interface MadeOf {
  /** A digest of it: the same digest, the same files and the same findings. */
  readonly digest: string;
  /** The bases and applications that were asked for, whether they are there or not: `base _prod`, `application dj`. */
  readonly asked: readonly string[];
}

/**
 * What decides what comes of every cluster of a run, beside its files: the program with its Node, the settings, and the folders
 * that messages name.
 */
export function seedOf(
  program: string,
  { out, severities }: { readonly out: string; readonly severities?: SeveritySettings | undefined },
): string {
  return sum(JSON.stringify([program, process.version, process.cwd(), shortPath(out), severities ?? null]));
}

/** Digests of what clusters are made of, with the bases and applications as they were read. */
export class Digests {
  private readonly sums: ReadonlyMap<string, string>;
  private readonly start: string;

  /** @param seed what `seedOf` gives */
  constructor(seed: string, { files, bases, applications }: DiskLibrary) {
    this.sums = new Map([
      ...files.bases.map((file): [string, string] => [`base ${nameOfFile(file.name)}`, sumOf(file)]),
      ...files.applications.map((file): [string, string] => [
        `application ${applicationName(file.name)}`,
        sumOf(file),
      ]),
    ]);
    this.start = JSON.stringify([seed, bases, applications]);
  }

  /**
   * @param path of a cluster file
   * @param content its text, or the same in UTF-8
   * @param asked as `MadeOf` has it
   */
  of(path: string, content: string | Buffer, asked: readonly string[]): string {
    const others = asked.map((name) => [name, this.sums.get(name) ?? null]);
    return sum(`${this.start}${JSON.stringify([path, sum(content), others])}`);
  }
}

/** A library that notes what it is asked for. */
export function noting(library: Library): { readonly library: Library; readonly asked: ReadonlySet<string> } {
  const asked = new Set<string>();
  return {
    asked,
    library: {
      bases: library.bases,
      applications: library.applications,
      base: (name) => {
        asked.add(`base ${name}`);
        return library.base(name);
      },
      application: (name) => {
        asked.add(`application ${name}`);
        return library.application(name);
      },
    },
  };
}

function sumOf({ name, text }: InputFile): string {
  return sum(JSON.stringify([name, text]));
}

function sum(content: string | Buffer): string {
  return hash('sha256', content, 'hex');
}
