import { INDEX_FILE } from '../output/names';
import { readOrigin } from '../output/ownership';
import { oneLine } from '../references/printable';
import type { OutputTexts } from './output-texts';

/** A cluster that another version of Meshwright wrote than before. */
export interface Upgrade {
  readonly cluster: string;
  readonly from: string;
  readonly to: string;
  /** Whether its files say what they said, so that all that differs is Meshwright's doing. */
  readonly sameInputs: boolean;
}

/** The clusters that another version has written since. */
export function upgradesOf(
  before: ReadonlyMap<string, OutputTexts>,
  after: ReadonlyMap<string, OutputTexts>,
): readonly Upgrade[] {
  return [...after].flatMap(([cluster, texts]) => {
    const [old, now] = [before.get(cluster), texts].map((files) => readOrigin(files?.get(INDEX_FILE) ?? ''));
    if (old === undefined || now === undefined || old.version === now.version) return [];
    return [{ cluster, from: old.version, to: now.version, sameInputs: old.inputs === now.inputs }];
  });
}

/** What a comparison begins with where Meshwright itself has changed; empty where it has not. */
export function upgradeTitle(upgrades: readonly Upgrade[]): string {
  const [first] = upgrades;
  if (first === undefined) return '';
  const versions = [...new Set(upgrades.map(({ from, to }) => oneLine(`${from} -> ${to}`)))].join(', ');
  const others = upgrades.filter(({ sameInputs }) => !sameInputs).map(({ cluster }) => oneLine(cluster));
  const clusters = `${upgrades.length} cluster${upgrades.length === 1 ? '' : 's'}`;
  const inputs =
    others.length === 0
      ? 'whose input says what it said'
      : `of which ${others.join(', ')} changed by input too`;
  return `Meshwright ${versions} wrote ${clusters}, ${inputs}`;
}
