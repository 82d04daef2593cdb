import type { Problem } from '../../config/problem';
import type { Settings } from '../settings/schema';
import { readSettings } from '../settings/settings-file';

/** What a `meshwright.yaml` says of checks, under `check`. */
export type CheckSettings = Settings['check'] & {
  /** Where the file is; paths in it start at its folder. */
  readonly file: string;
};

/** Reads what a settings file says of checks. */
export function readCheckSettings(file: string): CheckSettings | { readonly problems: readonly Problem[] } {
  const settings = readSettings(file);
  return 'problems' in settings ? settings : { ...settings.check, file };
}
