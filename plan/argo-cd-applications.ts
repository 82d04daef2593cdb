import { groupOf, type Manifest } from '../references/manifest';

/**
 * Whether an object is an Application where Argo CD takes it from any writer: in its own namespace. Such a one may name
 * every project that is there, so it is synced apart from the rest: to where Argo CD is.
 */
export function isSyncedApplication(
  { apiVersion, kind, metadata }: Manifest,
  argoNamespace: string,
): boolean {
  return (
    kind === 'Application' && groupOf(apiVersion) === 'argoproj.io' && metadata.namespace === argoNamespace
  );
}
