import { type Delivery, type Engine, fluxNamespace, fluxSecret } from './delivery';

/**
 * What is in the cluster because its delivery engine is, as `given` names it: with Flux the Secret that logs in to the
 * repository, as `flux bootstrap` stores it, or the GitRepository that is there already.
 */
export function givenBy(engine: Engine, delivery: Pick<Delivery, 'repository' | 'flux'>): readonly string[] {
  if (engine !== 'flux') return [];
  const source = delivery.flux?.gitRepository;
  if (source !== undefined) return [`GitRepository ${source.namespace}/${source.name}`];
  const secret = fluxSecret(delivery);
  return secret === undefined ? [] : [`Secret ${fluxNamespace}/${secret}`];
}
