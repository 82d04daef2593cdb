import { dirname, join, relative } from 'node:path';
import type { Problem } from '../config/problem';
import type { SeveritySettings } from './check/severities';
import type { Inputs } from './input-paths';
import { readSettings, settingsAbove, settingsFile } from './settings/settings-file';

/** The repository that a command works in: where its files are. */
export interface Project {
  /** Its root, as it is seen from the working folder: `.`, `..` and so on. */
  readonly root: string;
  readonly clusters: Inputs;
  readonly applications: Inputs;
  /** The output folder. */
  readonly out: string;
  /** Modules that add charts, rules and health checks: paths that start with `.`, and names of packages. */
  readonly extensions: readonly string[];
  /** What its `meshwright.yaml` makes of findings; undefined where it says nothing of them. */
  readonly severities?: SeveritySettings;
}

/** The working folder, where no `meshwright.yaml` says otherwise. */
export const here: Project = {
  root: '.',
  clusters: 'clusters',
  applications: 'applications',
  out: 'dist',
  extensions: [],
};

/**
 * The repository of the working folder: its root is the folder of the next `meshwright.yaml`, here or above, else the working
 * folder itself.
 */
export function projectHere(): Project | { readonly problems: readonly Problem[] } {
  const found = settingsAbove('.');
  if (found === undefined) return here;
  const root = relative('', dirname(found)) || '.';
  const file = join(root, settingsFile);
  const settings = readSettings(file);
  if ('problems' in settings) return settings;
  const { clusters, applications, out, extensions, check } = settings;
  const inputs = (patterns: readonly string[] | undefined, folder: string): Inputs =>
    patterns === undefined ? join(root, folder) : { root, patterns };
  return {
    root,
    clusters: inputs(clusters, 'clusters'),
    applications: inputs(applications, 'applications'),
    out: join(root, out),
    extensions,
    ...(check.severities.length === 0 ? {} : { severities: { severities: check.severities, file } }),
  };
}
