import type { ServiceConfig } from './service';

/**
 * The share of each version, in percent: what it says, and for the one that says none what the others leave. A version
 * that says none beside another one is a mistake that the rules tell; it gets nothing here.
 */
export function versionWeights(service: Pick<ServiceConfig, 'versions'>): Readonly<Record<string, number>> {
  const versions = Object.entries(service.versions);
  const said = versions.reduce((sum, [, { weight = 0 }]) => sum + weight, 0);
  const [rest] = versions.find(([, { weight }]) => weight === undefined) ?? [];
  return Object.fromEntries(
    versions.map(([name, { weight }]) => [name, weight ?? (name === rest ? Math.max(0, 100 - said) : 0)]),
  );
}
