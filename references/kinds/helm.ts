import { dig, pointer, text } from '../fields';
import { type HelmChart, operatorReach, type Reach } from '../helm-chart';
import { appMeshController } from '../helm-charts/appmesh-controller';
import { certManagerChart } from '../helm-charts/cert-manager';
import { externalSecretsChart } from '../helm-charts/external-secrets';
import { ingressChart } from '../helm-charts/ingress';
import { kongChart } from '../helm-charts/kong';
import { kongMeshChart } from '../helm-charts/kong-mesh';
import { kongOperatorChart } from '../helm-charts/kong-operator';
import { helmInstallOf } from '../helm-install';
import { objectId } from '../identity';
import type { DeclaredObjects } from '../kind-rule';
import type { Manifest } from '../manifest';
import type { Provides } from '../provision';
import { type ReferenceDraft, refer, toObject } from '../reference';

const charts: ReadonlyMap<string, HelmChart> = new Map(
  [
    appMeshController,
    certManagerChart,
    externalSecretsChart,
    ingressChart,
    kongChart,
    kongMeshChart,
    kongOperatorChart,
  ].map((chart) => [chart.name, chart]),
);

/** Names of the charts whose values are understood here. */
export const chartNames: readonly string[] = [...charts.keys()];

/** What a Helm install brings; an unknown chart brings nothing that is known. */
export function helmProvides(object: Manifest, declared: DeclaredObjects): Provides {
  const install = helmInstallOf(object, declared);
  const chart = install === undefined ? undefined : charts.get(install.chart);
  const namespace = install?.namespace ?? namespaceOf(object);
  const provided = install === undefined ? undefined : chart?.provides(install);
  const brought = provided ?? (namespace === undefined ? {} : { opens: [namespace] });
  const creates =
    dig(object, 'spec', 'install', 'createNamespace') === true ||
    String(dig(object, 'spec', 'syncPolicy', 'syncOptions') ?? '').includes('CreateNamespace=true');
  if (!creates || namespace === undefined) return brought;
  const made = { id: objectId('', 'Namespace', undefined, namespace), via: 'helm' } as const;
  return { ...brought, objects: [...(brought.objects ?? []), made] };
}

/** Where a release or an Application of a chart that is not known, or of a folder, puts its objects; any namespace of all. */
function namespaceOf(object: Manifest): string | undefined {
  return object.kind === 'Application'
    ? (text(dig(object, 'spec', 'destination', 'namespace')) ?? '*')
    : (text(dig(object, 'spec', 'targetNamespace')) ?? object.metadata.namespace);
}

/** What a Helm install needs, whatever the engine: its namespace, and what its chart's values name. */
export function helmReferences(object: Manifest, declared: DeclaredObjects): readonly ReferenceDraft[] {
  const install = helmInstallOf(object, declared);
  if (install === undefined) return [];
  const path =
    text(dig(object, 'spec', 'targetNamespace')) !== undefined
      ? '/spec/targetNamespace'
      : text(dig(object, 'spec', 'destination', 'namespace')) !== undefined
        ? '/spec/destination/namespace'
        : pointer('metadata', 'namespace');
  const namespace = toObject(objectId('', 'Namespace', undefined, install.namespace));
  const why = 'the install starts at once, and its pods see the namespace’s labels as they are then';
  return [refer(path, namespace, 'before', why), ...(charts.get(install.chart)?.references(install) ?? [])];
}

/** What a Helm install makes outside its own namespace; for an unknown chart, what operators usually make. */
export function helmReach(object: Manifest, declared: DeclaredObjects): Reach {
  const install = helmInstallOf(object, declared);
  if (install === undefined) return { clusterKinds: [], namespaces: [] };
  const usual = operatorReach(true, ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']);
  return charts.get(install.chart)?.reach(install) ?? usual;
}
