import { argoNamespace, type Delivery, type Engine, fluxNamespace, fluxSecret } from './delivery';

/**
 * What is in the cluster because its delivery engine is, as `given` names it: with Flux the Secret that logs in to the
 * repository, as `flux bootstrap` stores it, or the GitRepository that is there already; with Argo CD its namespace, which for a
 * hub is that of another cluster.
 */
export function givenBy(
  engine: Engine,
  delivery: Pick<Delivery, 'repository' | 'flux' | 'placement'>,
): readonly string[] {
  if (engine !== 'flux') {
    const { namespace = argoNamespace } = delivery.placement ?? {};
    return namespace === argoNamespace ? [] : [`Namespace ${namespace}`];
  }
  const source = delivery.flux?.gitRepository;
  if (source !== undefined) return [`GitRepository ${source.namespace}/${source.name}`];
  const secret = fluxSecret(delivery);
  return secret === undefined ? [] : [`Secret ${fluxNamespace}/${secret}`];
}
