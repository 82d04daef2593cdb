import { dig, items } from '../references/fields';
import { helmReach } from '../references/kinds/helm';
import { groupOf, type Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import type { Engine } from './delivery';

/**
 * The object as an engine needs it: with the annotations that keep it from being pruned, or from being waited for. An
 * object that needs none is returned as it is.
 *
 * @param late whether the object becomes healthy only with something of a later stage.
 */
export function delivered(object: Manifest, index: ReferenceIndex, engine: Engine, late: boolean): Manifest {
  const kept = isKept(object);
  if (engine === 'flux') {
    return kept ? annotated(object, { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' }) : object;
  }
  const waited = late ? annotated(object, { 'argocd.argoproj.io/ignore-healthcheck': 'true' }) : object;
  const safe = kept
    ? annotated(waited, { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' })
    : waited;
  return bringsCrds(object, index) ? confirmed(safe) : safe;
}

/** Whose loss takes everything inside with it: a namespace its objects, a CRD the objects of its kind. */
function isKept(object: Manifest): boolean {
  const group = groupOf(object.apiVersion);
  return (
    (group === '' && object.kind === 'Namespace') ||
    (group === 'apiextensions.k8s.io' && object.kind === 'CustomResourceDefinition')
  );
}

/** Annotations that are there already win: they may be a person's own. */
function annotated(object: Manifest, annotations: Readonly<Record<string, string>>): Manifest {
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...annotations, ...object.metadata.annotations } },
  };
}

function bringsCrds(object: Manifest, index: ReferenceIndex): boolean {
  return (
    object.kind === 'Application' &&
    helmReach(object, index).clusterKinds.some(({ kind }) => kind === 'CustomResourceDefinition')
  );
}

/** A chart's CRDs cannot be annotated one by one: its Application asks a person before it prunes or deletes anything. */
function confirmed(application: Manifest): Manifest {
  const options = items(dig(application, 'spec', 'syncPolicy', 'syncOptions'));
  const missing = ['Prune=confirm', 'Delete=confirm'].filter((option) => {
    const [name] = option.split('=');
    return !options.some((given) => String(given).startsWith(`${name}=`));
  });
  const spec = map(application.spec);
  const syncPolicy = { ...map(dig(spec, 'syncPolicy')), syncOptions: [...options, ...missing] };
  return { ...application, spec: { ...spec, syncPolicy } };
}

function map(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
