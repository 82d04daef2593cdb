import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { judge, type SetFinding } from '../../commands/check/judge';
import { placedFindings } from '../../commands/check/places';
import { findBuilder } from '../../commands/manifests/build-kustomization';
import { readInputs } from '../../commands/manifests/inputs';
import { describe } from '../../references/manifest';

/** A finding of a repository, as far as a person needs it to judge it. */
export interface FieldFinding {
  /** What it is known by: it holds nothing of the repository but names. */
  readonly id: string;
  readonly repository: string;
  readonly severity: SetFinding['severity'];
  readonly rule: string;
  readonly object: string;
  readonly path: string;
  readonly place: string;
  readonly message: string;
  readonly found: string;
}

/** What checking one repository gave. */
export interface Measured {
  readonly repository: string;
  readonly commit: string;
  readonly files: number;
  readonly objects: number;
  readonly unread: number;
  /** Processor time of this process, in seconds; programs that build kustomizations are not in it. */
  readonly seconds: number;
  readonly findings: readonly FieldFinding[];
}

/** The checked-out repositories in a folder, by name: `owner__name` stands for `owner/name`. */
export function repositoriesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && commitOf(join(folder, entry.name)) !== '')
    .map((entry) => join(folder, entry.name))
    .toSorted();
}

function commitOf(path: string): string {
  const { status, stdout } = spawnSync('git', ['-C', path, 'rev-parse', '--short=12', 'HEAD'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : '';
}

/** Checks a repository as `npm run check -- PATH` does. */
export function measure(path: string): Measured {
  const repository = basename(path).replace('__', '/');
  const before = process.cpuUsage();
  const builder = findBuilder(process.env.PATH);
  const inputs = readInputs([path], builder === undefined ? {} : { builder });
  const judged = judge(inputs.sets);
  const { user, system } = process.cpuUsage(before);
  const report = { ...inputs, ...judged };
  return {
    repository,
    commit: commitOf(path),
    files: inputs.files,
    objects: judged.objects,
    unread: inputs.problems.length,
    seconds: (user + system) / 1e6,
    findings: placedFindings(report).map((finding): FieldFinding => {
      const { severity, rule, path: pointer, message, found, place } = finding;
      const object = describe(finding.object);
      const where = place === undefined ? '' : `${relative(path, place.file)}:${place.line}`;
      const id = createHash('sha256')
        .update(`${repository} ${where} ${rule} ${object} ${pointer} ${message}`)
        .digest('hex');
      return {
        id: id.slice(0, 16),
        repository,
        severity,
        rule,
        object,
        path: pointer,
        place: where,
        message,
        found,
      };
    }),
  };
}
