import { dig, items } from '../references/fields';
import { helmReach } from '../references/kinds/helm';
import { groupOf, type Manifest } from '../references/manifest';
import type { Engine } from './delivery';

/**
 * The object as an engine needs it: with the annotations that keep it from being pruned, or from being waited for. An
 * object that needs none, or has them, is returned as it is.
 *
 * @param late whether the object becomes healthy only with something of a later stage.
 */
export function delivered(object: Manifest, engine: Engine, late: boolean): Manifest {
  const waited =
    late && engine === 'argo-cd'
      ? annotated(object, { 'argocd.argoproj.io/ignore-healthcheck': 'true' })
      : object;
  return kept(waited, engine);
}

/** The object with what keeps it from being pruned; that follows from the object and the engine alone. */
export function kept(object: Manifest, engine: Engine): Manifest {
  const safe = isKept(object) ? annotated(object, keeping[engine]) : object;
  return engine === 'argo-cd' && bringsCrds(object) ? confirmed(safe) : safe;
}

const keeping: Readonly<Record<Engine, Readonly<Record<string, string>>>> = {
  'argo-cd': { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' },
  flux: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
};

/**
 * Whose loss takes everything inside with it: a namespace its objects, a CRD the objects of its kind. And App Mesh, with its
 * controller: whoever moves to Kong Mesh in one commit would delete the controller before the objects whose finalizers it
 * has to clear, and pods that still run would be refused when they restart.
 */
function isKept(object: Manifest): boolean {
  const group = groupOf(object.apiVersion);
  return (
    (group === '' && object.kind === 'Namespace') ||
    (group === 'apiextensions.k8s.io' && object.kind === 'CustomResourceDefinition') ||
    group === 'appmesh.k8s.aws' ||
    isAppMeshController(object)
  );
}

/** What installs App Mesh's controller: its release or Application, and the repository of its chart. */
function isAppMeshController(object: Manifest): boolean {
  const chart = 'appmesh-controller';
  switch (object.kind) {
    case 'HelmRelease':
      return dig(object, 'spec', 'chart', 'spec', 'chart') === chart;
    case 'Application':
      return dig(object, 'spec', 'source', 'chart') === chart;
    case 'HelmRepository':
      return object.metadata.name === chart;
    default:
      return false;
  }
}

/** Annotations that are there already win: they may be a person's own. */
function annotated(object: Manifest, annotations: Readonly<Record<string, string>>): Manifest {
  const there = object.metadata.annotations ?? {};
  if (Object.keys(annotations).every((name) => Object.hasOwn(there, name))) return object;
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...annotations, ...object.metadata.annotations } },
  };
}

/** An Application names its chart itself: no other object has to be looked up. */
function bringsCrds(object: Manifest): boolean {
  return (
    object.kind === 'Application' &&
    helmReach(object, { get: () => undefined }).clusterKinds.some(
      ({ kind }) => kind === 'CustomResourceDefinition',
    )
  );
}

/** A chart's CRDs cannot be annotated one by one: its Application asks a person before it prunes or deletes anything. */
function confirmed(application: Manifest): Manifest {
  const options = items(dig(application, 'spec', 'syncPolicy', 'syncOptions'));
  const missing = ['Prune=confirm', 'Delete=confirm'].filter((option) => {
    const [name] = option.split('=');
    return !options.some((given) => String(given).startsWith(`${name}=`));
  });
  if (missing.length === 0) return application;
  const spec = map(application.spec);
  const syncPolicy = { ...map(dig(spec, 'syncPolicy')), syncOptions: [...options, ...missing] };
  return { ...application, spec: { ...spec, syncPolicy } };
}

function map(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
