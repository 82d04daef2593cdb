import { dig, items, text } from '../../../references/fields';
import { idOf } from '../../../references/identity';
import { groupOf, type Manifest } from '../../../references/manifest';
import { misspelt, withKey, without, withValue } from '../edit';
import type { Mutator } from '../fault';
import { installIn, installKinds, valueAt } from '../helm-values';
import { edited, mutator } from '../mutator';
import {
  indexOf,
  type ObjectSet,
  objectsOf,
  ofKind,
  referrersOf,
  withEdited,
  withMoved,
} from '../object-set';

const delivery = (kind: string, what: string) => ({ kind, family: 'delivery', what }) as const;
const kustomization = ['kustomize.toolkit.fluxcd.io/Kustomization'];
const application = ['argoproj.io/Application'];
const helmRelease = ['helm.toolkit.fluxcd.io/HelmRelease'];
const syncOptions = ['spec', 'syncPolicy', 'syncOptions'];

/** The file that an object is in. */
function fileOf(set: ObjectSet, object: Manifest): string {
  return set.files.find(({ objects }) => objects.includes(object))?.path ?? '';
}

/** The objects that need one before they are applied, and that one itself. */
function waiting(set: ObjectSet, object: Manifest) {
  const needed = indexOf(set)
    .referrers(object)
    .filter(({ order }) => order === 'before');
  return needed.map(({ from }) => idOf(from));
}

/** What a namespace's App Mesh or Argo CD objects are delivered by. */
const isStage = ({ metadata }: Manifest) => /^meshwright-\d\d-/.test(metadata.name);

/** Faults of order and of the objects that keep it. */
export const deliveryMutators: readonly Mutator[] = [
  mutator(
    delivery('stage-too-late', 'an object arrives after those that need it before'),
    'every kind',
    function* (object, set) {
      const at = waiting(set, object);
      const file = fileOf(set, object);
      const last = set.files
        .map(({ path }) => path)
        .filter((path) => /^\d\d-/.test(path))
        .at(-1);
      if (at.length === 0 || last === undefined || file === last || !/^\d\d-/.test(file)) return;
      yield {
        description: `${file} to ${last}`,
        apply: () => withMoved(set, object, last),
        at: [idOf(object), ...at],
      };
    },
  ),
  mutator(
    delivery('stage-too-early', 'an object arrives before what it needs'),
    'every kind',
    function* (object, set) {
      const needs = indexOf(set)
        .references(object)
        .filter(({ order, resolution }) => order === 'before' && resolution.by.length > 0);
      const file = fileOf(set, object);
      const first = set.files[0]?.path;
      if (needs.length === 0 || first === undefined || file === first || !/^[1-9]\d-/.test(file)) return;
      const brings = needs.flatMap(({ resolution }) => resolution.by.map((each) => idOf(each)));
      yield {
        description: `${file} to ${first}`,
        apply: () => withMoved(set, object, first),
        at: [idOf(object), ...brings],
      };
    },
  ),
  mutator(
    delivery('removed-operator', 'the install that brings a CRD is missing'),
    installKinds,
    function* (object, set) {
      const at = indexOf(set)
        .referrers(object)
        .filter(({ target }) => target.type === 'kind')
        .map(({ from }) => idOf(from));
      if (at.length > 0) yield { description: 'removed', at };
    },
  ),
  mutator(
    delivery('chart-name', 'an install names a chart that the repository has not'),
    helmRelease,
    function* (object) {
      const path = ['spec', 'chart', 'spec', 'chart'];
      yield edited('misspelt', withValue(object, path, misspelt(text(dig(object, ...path)) ?? 'chart')), [
        idOf(object),
      ]);
    },
  ),
  mutator(
    delivery('removed-repository', 'the repository of a chart is missing'),
    ['source.toolkit.fluxcd.io/HelmRepository', 'source.toolkit.fluxcd.io/GitRepository'],
    function* (object, set) {
      yield { description: 'removed', at: referrersOf(set, object) };
    },
  ),
  mutator(
    delivery('repository-name', 'an install names a repository that is not there'),
    helmRelease,
    function* (object) {
      const path = ['spec', 'chart', 'spec', 'sourceRef', 'name'];
      const name = misspelt(text(dig(object, ...path)) ?? 'repository');
      yield edited(name, withValue(object, path, name));
    },
  ),
  mutator(
    delivery('crds-skipped', 'an install leaves out the CRDs that others need'),
    installKinds,
    function* (object, set) {
      const users = indexOf(set)
        .referrers(object)
        .filter(({ target }) => target.type === 'kind');
      if (users.length === 0) return;
      const at = [idOf(object), ...users.map(({ from }) => idOf(from))];
      if (object.kind === 'HelmRelease') {
        const chart = text(dig(object, 'spec', 'chart', 'spec', 'chart'));
        if (chart === 'external-secrets')
          yield edited('installCRDs: false', withValue(object, ['spec', 'values', 'installCRDs'], false), at);
        else yield edited('install.crds: Skip', withValue(object, ['spec', 'install', 'crds'], 'Skip'), at);
        return;
      }
      const helm = ['spec', 'source', 'helm'];
      const chart = text(dig(object, 'spec', 'source', 'chart'));
      if (chart === 'external-secrets')
        yield edited(
          'installCRDs: false',
          withValue(object, [...helm, 'valuesObject', 'installCRDs'], false),
          at,
        );
      else if (chart === 'cert-manager')
        yield edited(
          'crds.enabled: false',
          withValue(object, [...helm, 'valuesObject', 'crds', 'enabled'], false),
          at,
        );
      else yield edited('skipCrds: true', withValue(object, [...helm, 'skipCrds'], true), at);
    },
  ),
  mutator(
    delivery('crds-not-upgraded', 'an upgrade leaves the CRDs of the version before'),
    helmRelease,
    function* (object) {
      // The CRDs of this chart are among its templates, which Helm upgrades with the rest.
      if (dig(object, 'spec', 'values', 'installCRDs') !== undefined) return;
      yield edited('upgrade.crds removed', without(object, ['spec', 'upgrade', 'crds']));
    },
  ),
  mutator(
    delivery('replace', 'Argo CD replaces objects of App Mesh, which its webhook refuses'),
    application,
    function* (object, set) {
      const chart = dig(object, 'spec', 'source', 'chart') !== undefined;
      if (chart || ofKind(set, 'appmesh.k8s.aws/Mesh').length === 0) return;
      const options = items(dig(object, ...syncOptions));
      yield edited('Replace=true', withValue(object, syncOptions, [...options, 'Replace=true']));
    },
  ),
  mutator(
    delivery('replace-annotation', 'Argo CD replaces one object of App Mesh'),
    ['VirtualNode', 'VirtualRouter', 'VirtualService'].map((kind) => `appmesh.k8s.aws/${kind}`),
    function* (object, set) {
      if (set.engine !== 'argo-cd') return;
      const path = ['metadata', 'annotations', 'argocd.argoproj.io/sync-options'];
      yield edited('Replace=true', withValue(object, path, 'Replace=true'));
    },
  ),
  mutator(
    delivery('sync-option', 'Argo CD gets an option that it does not know'),
    application,
    function* (object) {
      const options = items(dig(object, ...syncOptions));
      yield edited(
        'ServerSideApplied=true',
        withValue(object, syncOptions, [...options, 'ServerSideApplied=true']),
      );
    },
  ),
  mutator(
    delivery('no-dependency', 'a stage does not wait for the one before'),
    kustomization,
    function* (object) {
      if (dig(object, 'spec', 'dependsOn') !== undefined)
        yield edited('dependsOn removed', without(object, ['spec', 'dependsOn']));
    },
  ),
  mutator(
    delivery('dependency-name', 'a stage waits for one that is not there'),
    kustomization,
    function* (object) {
      const path = ['spec', 'dependsOn', 0, 'name'];
      const name = text(dig(object, ...path));
      if (name !== undefined) yield edited(misspelt(name), withValue(object, path, misspelt(name)));
    },
  ),
  mutator(
    delivery('circular-dependency', 'two stages wait for each other'),
    kustomization,
    function* (object, set) {
      const stages = ofKind(set, 'kustomize.toolkit.fluxcd.io/Kustomization').filter(isStage);
      const next = stages.find((each) => dig(each, 'spec', 'dependsOn', 0, 'name') === object.metadata.name);
      if (next === undefined || !isStage(object)) return;
      yield edited(
        next.metadata.name,
        withValue(object, ['spec', 'dependsOn'], [{ name: next.metadata.name }]),
        stages.map(idOf),
      );
    },
  ),
  mutator(
    delivery('no-wait', 'a stage is done before its objects are ready'),
    kustomization,
    function* (object, set) {
      const last = ofKind(set, 'kustomize.toolkit.fluxcd.io/Kustomization').at(-1);
      if (dig(object, 'spec', 'wait') === true && object !== last)
        yield edited('wait removed', without(object, ['spec', 'wait']));
    },
  ),
  mutator(
    delivery('no-health-check', 'nothing tells Flux when an object of the mesh is ready'),
    kustomization,
    function* (object) {
      if (dig(object, 'spec', 'healthCheckExprs') !== undefined)
        yield edited('healthCheckExprs removed', without(object, ['spec', 'healthCheckExprs']));
    },
  ),
  mutator(
    delivery('substitution', 'a text of an object reads as a variable, which Flux then removes'),
    kustomization,
    function* (object, set) {
      const [pod] = ofKind(set, 'apps/Deployment');
      if (!isStage(object) || pod === undefined) return;
      const variables = withValue(object, ['spec', 'postBuild'], { substitute: { REGION: 'us-west-2' } });
      const path = ['metadata', 'annotations', 'example.com/greeting'];
      const by = withValue(pod, path, ['Hello $', '{NAME}'].join(''));
      yield { description: 'postBuild', apply: () => withEdited(set, [variables, by]), at: [idOf(pod)] };
    },
  ),
  mutator(
    delivery('same-wave', 'a stage has the sync wave of the one before'),
    application,
    function* (object, set) {
      const path = ['metadata', 'annotations', 'argocd.argoproj.io/sync-wave'];
      const wave = Number(dig(object, ...path));
      const others = ofKind(set, 'argoproj.io/Application').map((each) => Number(dig(each, ...path)));
      const before = Math.max(...others.filter((each) => each < wave));
      if (!Number.isFinite(before)) return;
      yield edited(String(before), withValue(object, path, String(before)));
      yield edited('removed', without(object, path));
    },
  ),
  mutator(delivery('wave-form', 'a sync wave is no number'), application, function* (object) {
    const path = ['metadata', 'annotations', 'argocd.argoproj.io/sync-wave'];
    if (dig(object, ...path) !== undefined) yield edited('first', withValue(object, path, 'first'));
  }),
  mutator(
    delivery('project-name', 'an Application is of a project that is not there'),
    application,
    function* (object) {
      const path = ['spec', 'project'];
      const name = misspelt(text(dig(object, ...path)) ?? 'project');
      yield edited(name, withValue(object, path, name));
    },
  ),
  mutator(
    delivery('project-destination', 'a project does not allow a namespace that is delivered to'),
    ['argoproj.io/AppProject'],
    function* (object, set) {
      for (const position of items(dig(object, 'spec', 'destinations')).keys()) {
        const by = without(object, ['spec', 'destinations', position]);
        yield edited(`destinations/${position} removed`, by, [
          idOf(object),
          ...ofKind(set, 'argoproj.io/Application').map(idOf),
        ]);
      }
    },
  ),
  mutator(
    delivery('application-cluster', 'an Application goes to a cluster that its project does not allow'),
    application,
    function* (object) {
      if (dig(object, 'spec', 'destination', 'server') === undefined) return;
      const by = withValue(object, ['spec', 'destination', 'server'], 'https://other.example.com');
      yield edited('destination/server is another cluster', by, [idOf(object)]);
    },
  ),
  mutator(
    delivery('project-repository', 'a project does not allow a repository that is delivered from'),
    ['argoproj.io/AppProject'],
    function* (object, set) {
      for (const position of items(dig(object, 'spec', 'sourceRepos')).keys()) {
        const by = without(object, ['spec', 'sourceRepos', position]);
        yield edited(`sourceRepos/${position} removed`, by, [
          idOf(object),
          ...ofKind(set, 'argoproj.io/Application').map(idOf),
        ]);
      }
    },
  ),
  mutator(
    delivery('project-cluster-kind', 'a project does not allow a cluster-scoped kind that is delivered'),
    ['argoproj.io/AppProject'],
    function* (object, set) {
      for (const [position, entry] of items(dig(object, 'spec', 'clusterResourceWhitelist')).entries()) {
        const kind = text(dig(entry, 'kind'));
        const group = text(dig(entry, 'group')) ?? '';
        const delivered = objectsOf(set).some(
          (each) => each.kind === kind && groupOf(each.apiVersion) === group,
        );
        if (!delivered) continue;
        const by = without(object, ['spec', 'clusterResourceWhitelist', position]);
        const affected = objectsOf(set).filter((each) => each.kind === kind);
        yield edited(`${kind} removed`, by, [idOf(object), ...affected.map(idOf)]);
      }
    },
  ),
  mutator(
    delivery('destination-namespace', 'a chart is installed into a namespace that nothing creates'),
    application,
    function* (object) {
      if (dig(object, 'spec', 'source', 'chart') === undefined) return;
      const path = ['spec', 'destination', 'namespace'];
      const name = misspelt(text(dig(object, ...path)) ?? 'namespace');
      yield edited(name, withValue(object, path, name));
    },
  ),
  mutator(
    delivery('certificate-at-each-render', 'a chart makes another certificate at each render'),
    application,
    function* (object, set) {
      const kongMesh = installIn(set, object, ['kong-mesh']);
      if (kongMesh !== undefined) {
        const path = [...kongMesh.values, 'kuma', 'controlPlane', 'tls'];
        if (valueAt(kongMesh, path) !== undefined) yield edited('tls removed', without(object, path));
      }
      const kong = installIn(set, object, ['ingress']);
      if (kong === undefined) return;
      const path = [...kong.values, 'controller', 'ingressController', 'admissionWebhook', 'certificate'];
      if (valueAt(kong, path) !== undefined) yield edited('certificate removed', without(object, path));
    },
  ),
  mutator(
    delivery('hook-lifetime', 'the jobs of hooks are deleted before Argo CD has seen them'),
    application,
    function* (object, set) {
      const install = installIn(set, object, ['kong-mesh']);
      if (install === undefined) return;
      const path = [...install.values, 'kuma', 'hooks', 'ttlSecondsAfterFinished'];
      yield edited('0', withValue(object, path, 0));
    },
  ),
  mutator(
    delivery('no-version', 'a chart is installed in whatever version is the newest'),
    installKinds,
    function* (object) {
      if (object.kind === 'HelmRelease')
        yield edited('removed', without(object, ['spec', 'chart', 'spec', 'version']));
      else if (dig(object, 'spec', 'source', 'chart') !== undefined)
        yield edited('*', withValue(object, ['spec', 'source', 'targetRevision'], '*'));
    },
  ),
  mutator(
    delivery('values-key', 'the values of a chart stand where nobody reads them'),
    installKinds,
    function* (object) {
      if (object.kind === 'HelmRelease') yield edited('value', withKey(object, ['spec', 'values'], 'value'));
      else if (dig(object, 'spec', 'source', 'helm', 'valuesObject') !== undefined)
        yield edited(
          'valueObject',
          withKey(object, ['spec', 'source', 'helm', 'valuesObject'], 'valueObject'),
        );
    },
  ),
];
