import { dig, strings } from '../references/fields';
import type { Manifest } from '../references/manifest';
import type { InputDocument } from './document';
import type { Patch } from './result';
import { namespaceOf } from './world';

/** Who writes an object besides us, as its labels and annotations say. */
export interface Owner {
  readonly helm?: string;
  readonly chart?: string;
  /** A sentence on what Flux or Argo CD does with a change that is not in Git. */
  readonly gitOps?: string;
}

/** The owner of each patched object, where it says so. */
export function ownerOf(documents: readonly InputDocument[], { manifest: wanted }: Patch): Owner | undefined {
  const found = documents.find(
    ({ manifest }) =>
      manifest.kind === wanted.kind &&
      manifest.metadata.name === wanted.metadata.name &&
      (wanted.kind === 'Namespace' || namespaceOf(manifest) === namespaceOf(wanted)),
  )?.manifest;
  if (found === undefined) return undefined;
  const labels = strings(found.metadata.labels);
  const annotations = strings(found.metadata.annotations);
  const helm =
    annotations['meta.helm.sh/release-name'] ??
    (labels['app.kubernetes.io/managed-by'] === 'Helm'
      ? (labels['app.kubernetes.io/instance'] ?? labels.release ?? 'its release')
      : undefined);
  const chart = labels['helm.sh/chart'] ?? labels.chart;
  const flux = labels['kustomize.toolkit.fluxcd.io/name'] ?? labels['helm.toolkit.fluxcd.io/name'];
  const argo = annotations['argocd.argoproj.io/tracking-id'] ?? labels['argocd.argoproj.io/instance'];
  const gitOps =
    flux !== undefined
      ? `Flux (${flux}) takes a change of a field that Git has back at its next run; what Git does not have it leaves. Put the patch into Git.`
      : argo !== undefined
        ? `Argo CD (${argo.split(':')[0]}) takes it back where self-heal is on, and shows it as OutOfSync. Put the patch into Git.`
        : undefined;
  if (helm === undefined && gitOps === undefined) return undefined;
  return {
    ...(helm === undefined ? {} : { helm }),
    ...(chart === undefined ? {} : { chart }),
    ...(gitOps === undefined ? {} : { gitOps }),
  };
}

/** A patch of pods as the values that most charts have for it; undefined for what no chart has a common value for. */
export function helmValues({ kind, ...patch }: Manifest): Readonly<Record<string, unknown>> | undefined {
  const pod = dig(patch, 'spec', 'template');
  if (kind === 'Service') {
    const labels = dig(patch, 'metadata', 'labels');
    const annotations = dig(patch, 'metadata', 'annotations');
    const ports = dig(patch, 'spec', 'ports');
    const appProtocol = dig(ports, 0, 'appProtocol');
    const service = {
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ...(appProtocol === undefined ? {} : { appProtocol }),
    };
    return Object.keys(service).length === 0 ? undefined : { service };
  }
  if (pod === undefined) return undefined;
  const labels = dig(pod, 'metadata', 'labels');
  const annotations = dig(pod, 'metadata', 'annotations');
  const account = dig(pod, 'spec', 'serviceAccountName');
  return {
    ...(labels === undefined ? {} : { podLabels: labels }),
    ...(annotations === undefined ? {} : { podAnnotations: annotations }),
    ...(account === undefined ? {} : { serviceAccount: { create: false, name: account } }),
  };
}
