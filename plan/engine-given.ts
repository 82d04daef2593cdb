import type { Delivery, Engine } from './delivery';

/**
 * What is in the cluster because its delivery engine is, as `given` names it: `flux bootstrap` stores the key of a
 * repository that is reached over SSH.
 */
export function givenBy(engine: Engine, { repository }: Pick<Delivery, 'repository'>): readonly string[] {
  return engine === 'flux' && repository.startsWith('ssh:') ? ['Secret flux-system/flux-system'] : [];
}
