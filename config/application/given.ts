import { triggersOf } from '../kubernetes/scaled-object';
import type { Application } from './schema';
import type { VersionConfig } from './service';

/**
 * What an application says is there already, in the words of a cluster file's `given`: its namespace and the pods in it,
 * Services and ServiceAccounts of workloads that others run, a store of secrets, and Secrets and ConfigMaps that pods read, and what KEDA logs in with.
 */
export function givenBy(application: Application): readonly string[] {
  const { namespace, publish, services, secretStore } = application;
  const own = (kind: string, name: string) => `${kind} ${namespace.name}/${name}`;
  const existing = Object.values(services).flatMap((service) => service.existing ?? []);
  return [
    ...new Set([
      ...(namespace.existing ? [`Namespace ${namespace.name}`] : []),
      ...(existing.length > 0 ? [`Pods ${namespace.name}`] : []),
      ...existing.flatMap(({ service, serviceAccount }) => [
        own('Service', service),
        own('ServiceAccount', serviceAccount),
      ]),
      ...(secretStore === undefined
        ? []
        : [
            secretStore.kind === 'SecretStore'
              ? own('SecretStore', secretStore.name)
              : `ClusterSecretStore ${secretStore.name}`,
          ]),
      ...Object.values(publish.hosts).flatMap(({ tls }) => [
        ...(tls?.secretName === undefined ? [] : [own('Secret', tls.secretName)]),
        ...(tls?.issuer === undefined ? [] : [givenIssuer(namespace.name, tls.issuer)]),
      ]),
      ...Object.values(services)
        .flatMap(({ versions }) => Object.values(versions))
        .flatMap(objectsOf)
        .map(([kind, name]) => own(kind, name)),
      ...Object.values(services)
        .flatMap(({ versions }) => Object.values(versions))
        .flatMap(({ autoscaling }) => authenticationsOf(autoscaling))
        .map(([kind, name]) => (kind.startsWith('Cluster') ? `${kind} ${name}` : own(kind, name))),
    ]),
  ];
}

/** An issuer of certificates that is there already. */
export function givenIssuer(namespace: string, { kind, name }: { kind: string; name: string }): string {
  return kind === 'ClusterIssuer' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** An object by its kind and name. */
type Named = readonly [kind: string, name: string];

/** What KEDA logs in with to ask for the events of a version. */
function authenticationsOf(autoscaling: VersionConfig['autoscaling']): readonly Named[] {
  return triggersOf(autoscaling).flatMap(({ authenticationRef }): readonly Named[] =>
    authenticationRef === undefined ? [] : [[authenticationRef.kind, authenticationRef.name]],
  );
}

/** Secrets and ConfigMaps that are there, by kind and name. */
function objectsOf({ env = {}, envFrom = [], files = {} }: VersionConfig): readonly Named[] {
  const keys = [...Object.values(env), ...Object.values(files)].flatMap((value): Named[] => {
    if (typeof value === 'string') return [];
    if ('secretKeyRef' in value) return [['Secret', value.secretKeyRef.name]];
    return 'configMapKeyRef' in value ? [['ConfigMap', value.configMapKeyRef.name]] : [];
  });
  const whole = envFrom.flatMap((from): Named[] => {
    if ('secretRef' in from) return [['Secret', from.secretRef.name]];
    return 'configMapRef' in from ? [['ConfigMap', from.configMapRef.name]] : [];
  });
  return [...keys, ...whole];
}
