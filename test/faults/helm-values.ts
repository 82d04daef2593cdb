import { dig } from '../../references/fields';
import { helmInstallOf } from '../../references/helm-install';
import type { Manifest } from '../../references/manifest';
import { type Path, withValue } from './edit';
import { indexOf, type ObjectSet, objectsOf } from './object-set';

/** A Helm install of a set, and the way to one copy of a chart's values in it. */
export interface Install {
  readonly object: Manifest;
  readonly chart: string;
  /** Where the values are. */
  readonly values: Path;
}

/** The Helm installs of a set, whichever engine runs them. */
export function installsOf(set: ObjectSet): readonly Install[] {
  return objectsOf(set).flatMap((object) => {
    const install = helmInstallOf(object, indexOf(set));
    return install === undefined ? [] : [{ object, chart: install.chart, values: install.valuesPath }];
  });
}

/** The install that an object is; undefined where it is none of these charts. */
export function installIn(set: ObjectSet, object: Manifest, charts: readonly string[]): Install | undefined {
  return installsOf(set).find((install) => install.object === object && charts.includes(install.chart));
}

/** Where the values of the Kong Gateway are: of the chart `ingress` they are under `gateway`. */
export function gatewayValues({ chart, values }: Install): Path {
  return chart === 'ingress' ? [...values, 'gateway'] : values;
}

/** A value of an install. */
export function valueAt({ object }: Install, path: Path): unknown {
  return dig(object, ...path);
}

/** The install's object with another value. */
export function withInstallValue({ object }: Install, path: Path, value: unknown): Manifest {
  return withValue(object, path, value);
}

/** The kinds that install charts. */
export const installKinds = ['helm.toolkit.fluxcd.io/HelmRelease', 'argoproj.io/Application'];
