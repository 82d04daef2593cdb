import { dig, text } from '../../references/fields';
import { type HelmInstall, helmInstallOf } from '../../references/helm-install';
import type { ReferenceIndex } from '../../references/reference-index';
import { perIndex } from '../per-index';

/** The Helm install of a Kong Mesh or Kuma control plane. */
export interface ControlPlane {
  readonly install: HelmInstall;
  /** Where Kuma's values are, as the parts of a JSON pointer into the object: Kong Mesh has them under `kuma`. */
  readonly valuesPath: readonly (string | number)[];
  /** Kuma's values. */
  readonly values: unknown;
  readonly zone?: string;
  /** True for a zone that takes its Mesh and its global policies from a global control plane, such as Konnect's. */
  readonly federated: boolean;
}

/** Every control plane that the set installs. */
export const controlPlanes = perIndex((index): readonly ControlPlane[] =>
  [
    ...index.ofKind('helm.toolkit.fluxcd.io', 'HelmRelease'),
    ...index.ofKind('argoproj.io', 'Application'),
  ].flatMap((object) => {
    const install = helmInstallOf(object, index);
    if (install?.chart !== 'kong-mesh' && install?.chart !== 'kuma') return [];
    const under = install.chart === 'kuma' ? [] : ['kuma'];
    const values = dig(install.values, ...under) ?? {};
    const zone = text(dig(values, 'controlPlane', 'zone'));
    const federated =
      dig(values, 'controlPlane', 'mode') === 'zone' &&
      text(dig(values, 'controlPlane', 'kdsGlobalAddress')) !== undefined;
    const valuesPath = [...install.valuesPath, ...under];
    return [{ install, valuesPath, values, federated, ...(zone === undefined ? {} : { zone }) }];
  }),
);

/** The control plane that is federated, if the set installs one. */
export function federatedZone(index: ReferenceIndex): ControlPlane | undefined {
  return controlPlanes(index).find(({ federated }) => federated);
}

/** Whether a namespace is a control plane's own. */
export function isSystemNamespace(namespace: string | undefined, index: ReferenceIndex): boolean {
  if (namespace === undefined) return false;
  const installed = controlPlanes(index).map(({ install }) => install.namespace);
  return (installed.length > 0 ? installed : ['kong-mesh-system', 'kuma-system']).includes(namespace);
}
