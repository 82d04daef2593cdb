import { dig, type Fields, fields, text } from './fields';
import { objectId } from './identity';
import type { DeclaredObjects } from './kind-rule';
import { groupOf, type Manifest } from './manifest';

/** A Helm install, whichever engine runs it. */
export interface HelmInstall {
  readonly by: Manifest;
  /** Name of the chart, as in its Chart.yaml. */
  readonly chart: string;
  readonly version?: string;
  readonly release: string;
  readonly namespace: string;
  /** True when the CRDs in the chart's `crds` folder are somebody else's. CRDs among its templates follow its values. */
  readonly skipsCrds: boolean;
  readonly values: Fields;
  /** Where the values are, as the parts of a JSON pointer. */
  readonly valuesPath: readonly (string | number)[];
}

/** The Helm install that an object is, or undefined for any other object. */
export function helmInstallOf(object: Manifest, declared: DeclaredObjects): HelmInstall | undefined {
  const group = groupOf(object.apiVersion);
  if (group === 'helm.toolkit.fluxcd.io' && object.kind === 'HelmRelease')
    return fluxInstall(object, declared);
  if (group === 'argoproj.io' && object.kind === 'Application') return argoInstall(object);
  return undefined;
}

/** Flux: without `releaseName` the release is called as the HelmRelease, after the target namespace where one is set. */
function fluxInstall(object: Manifest, declared: DeclaredObjects): HelmInstall | undefined {
  const spec = object.spec;
  const reference = dig(spec, 'chartRef');
  const chart = text(dig(spec, 'chart', 'spec', 'chart')) ?? ociChart(object, reference, declared);
  if (chart === undefined) return undefined;
  const target = text(dig(spec, 'targetNamespace'));
  const name = target === undefined ? object.metadata.name : `${target}-${object.metadata.name}`;
  const version = text(dig(spec, 'chart', 'spec', 'version'));
  return {
    by: object,
    chart: chartName(chart),
    release: text(dig(spec, 'releaseName')) ?? name,
    namespace: target ?? object.metadata.namespace ?? 'default',
    skipsCrds: dig(spec, 'install', 'crds') === 'Skip',
    values: fields(dig(spec, 'values')),
    valuesPath: ['spec', 'values'],
    ...(version === undefined ? {} : { version }),
  };
}

function ociChart(object: Manifest, reference: unknown, declared: DeclaredObjects): string | undefined {
  const name = text(dig(reference, 'name'));
  if (name === undefined || dig(reference, 'kind') !== 'OCIRepository') return undefined;
  const namespace = text(dig(reference, 'namespace')) ?? object.metadata.namespace;
  const repository = declared.get(objectId('source.toolkit.fluxcd.io', 'OCIRepository', namespace, name));
  return repository === undefined ? undefined : text(dig(repository, 'spec', 'url'));
}

/** Argo CD: without `releaseName` the release is called as the Application. */
function argoInstall(object: Manifest): HelmInstall | undefined {
  const source = dig(object, 'spec', 'source');
  const chart = text(dig(source, 'chart'));
  if (chart === undefined) return undefined;
  const version = text(dig(source, 'targetRevision'));
  return {
    by: object,
    chart: chartName(chart),
    release: text(dig(source, 'helm', 'releaseName')) ?? object.metadata.name,
    namespace: text(dig(object, 'spec', 'destination', 'namespace')) ?? 'default',
    skipsCrds: dig(source, 'helm', 'skipCrds') === true,
    values: fields(dig(source, 'helm', 'valuesObject')),
    valuesPath: ['spec', 'source', 'helm', 'valuesObject'],
    ...(version === undefined ? {} : { version }),
  };
}

function chartName(chart: string): string {
  return chart.split('/').at(-1) ?? chart;
}
