import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { type AwsConfig, awsSchema } from '../../config/aws';
import { layeredCluster } from '../../config/cluster-layers';
import { nameOfFile, treeFile } from '../../config/library';
import { mapOf } from '../../config/merge';
import { konnectRegions } from '../../config/mesh';
import { isBase } from '../../config/parse';
import { plainValue } from '../../config/yaml-tree';
import type { KonnectRegion } from '../../konnect/api-address';
import { KonnectClient } from '../../konnect/client';
import { ClusterFile } from '../../konnect/cluster-file';
import { Failure } from '../../konnect/failure';
import { SecretStore } from '../../konnect/secret-store';
import { SecretText } from '../../konnect/secret-text';
import type { GuardedSurroundings } from '../../konnect/surroundings';
import type { Inputs } from '../input-paths';
import { here, type Project } from '../project';
import { applicationPaths, diskLibrary } from '../read-clusters';
import { replaceFile } from './replace-file';

/** Options that every Konnect command has. */
export interface CommonOptions {
  /** Name of the cluster file, without folder and ending. */
  readonly cluster: string;
  /** Folder of the cluster files, where it is not that of the repository. */
  readonly clusters: string | undefined;
  readonly dryRun: boolean;
}

/** A cluster file and the clients that a command needs for it. */
export interface Session {
  readonly cluster: string;
  readonly file: ClusterFile;
  /** Paths of the bases and of the applications that it may name. */
  readonly files: { readonly bases: readonly string[]; readonly applications: readonly string[] };
  /** The output folder of the repository. */
  readonly out: string;
  readonly aws: AwsConfig;
  readonly secrets: SecretStore;
  readonly surroundings: GuardedSurroundings;
  readonly dryRun: boolean;
  /**
   * A client for a region of Konnect, with the token of KONNECT_TOKEN.
   *
   * @throws Failure when there is no token
   */
  readonly konnect: (region: KonnectRegion) => KonnectClient;
  /** Writes the changed cluster file (in a dry run: shows them), and gives one line per change. */
  readonly save: () => string[];
}

/**
 * Reads the cluster file as far as it is written yet.
 *
 * @throws Failure when the file is missing or its `aws` section is not valid
 */
export function openSession(
  options: CommonOptions,
  surroundings: GuardedSurroundings,
  project: Project = here,
): Session {
  const { cluster, clusters = project.clusters, dryRun } = options;
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(cluster)) {
    const where = typeof clusters === 'string' ? `a file in ${clusters}/` : 'a cluster file';
    throw new Failure(`--cluster ${cluster}: expected the name of ${where}, without .yaml.`);
  }
  const path = pathOf(cluster, clusters);
  const text = readText(path);
  const files = {
    bases: applicationPaths(clusters).filter(isBase),
    applications: applicationPaths(project.applications),
  };
  const file = new ClusterFile(path, text, basesOf(path, text, files.bases));
  const aws = awsSchema.safeParse(file.data('aws'));
  if (!aws.success) {
    const issues = aws.error.issues
      .map((issue) => `aws.${issue.path.join('.')}: ${issue.message}`)
      .join('; ');
    throw new Failure(`${path}: the section aws has to be complete first. ${issues}`);
  }
  let token: SecretText | undefined;
  const konnect = (region: KonnectRegion) => {
    token ??= tokenOf(surroundings);
    return new KonnectClient({ token, region, surroundings, dryRun });
  };
  return {
    cluster,
    file,
    files,
    out: project.out,
    aws: aws.data,
    secrets: new SecretStore({ region: aws.data.region, surroundings, dryRun }),
    surroundings,
    dryRun,
    konnect,
    save: () => save(file, path, dryRun),
  };
}

/** What the bases of a cluster file say; a file that cannot be read has none, and is told of where it is judged. */
function basesOf(name: string, text: string, files: readonly string[]): unknown {
  const own = treeFile({ name, text });
  if (!('root' in own) || own.root.kind !== 'map') return {};
  const bases = [...own.root.entries.values()].filter(({ key }) => key === 'extends');
  const alone = { ...own, root: mapOf(own.root, bases) };
  return plainValue(layeredCluster(alone, diskLibrary(files, [])).root);
}

/**
 * The Konnect region: the option, else what the cluster file says. There is no default, since a zone that dials the
 * wrong region fails far from here.
 */
export function regionFor(
  session: Session,
  option: string | undefined,
  field: readonly string[],
): KonnectRegion {
  const text = option ?? session.file.text(...field);
  const region = konnectRegions.find((one) => one === text);
  if (region !== undefined) return region;
  const expected = `expected one of ${konnectRegions.join(', ')}`;
  throw new Failure(
    text === undefined
      ? `Which Konnect region? Give --region (${expected}); ${session.file.path} has no ${field.join('.')} yet.`
      : `${option === undefined ? field.join('.') : '--region'} is "${text}": ${expected}.`,
  );
}

function tokenOf(surroundings: GuardedSurroundings): SecretText {
  const value = surroundings.environment.KONNECT_TOKEN?.trim() ?? '';
  if (value === '') {
    throw new Failure(
      'KONNECT_TOKEN is not set: export a personal access token (kpat_...) or a token of a system account (spat_...) of your Konnect organisation. It is read from the environment only.',
    );
  }
  const token = surroundings.remember(new SecretText(value));
  if (!/^[\x21-\x7e]+$/.test(value))
    throw new Failure('KONNECT_TOKEN holds characters that no token has, such as a space or a line break.');
  return token;
}

/** The file of a cluster; where there is none, the path that it would have. */
function pathOf(cluster: string, clusters: Inputs): string {
  const found = applicationPaths(clusters).find((path) => nameOfFile(path) === cluster);
  return found ?? (typeof clusters === 'string' ? join(clusters, `${cluster}.yaml`) : `${cluster}.yaml`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new Failure(
      `Cannot read ${path} (${code}): write the cluster file first, with at least aws: and delivery:.`,
    );
  }
}

/** Writes the changes onto what the file says now, beside it first, so that it is never half written. */
function save(file: ClusterFile, path: string, dryRun: boolean): string[] {
  const lines = file.changes.map((change) => `${change.path}: ${change.from ?? '(nothing)'} -> ${change.to}`);
  if (file.changes.length > 0 && !dryRun) {
    replaceFile(realpathSync(path), file.onto(readText(path)).toString());
  }
  return lines;
}
