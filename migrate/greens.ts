import { fields } from '../references/fields';
import type { Manifest } from '../references/manifest';
import { afterLeaving } from './applied';
import type { LeaveResult } from './result';

/** Label by which pods of a group are told apart while both its old and its new ones run. */
export const leavingLabel = 'meshwright.dev/leaving';

/** Name of the second Deployment. */
export function greenName(name: string): string {
  return `${name.slice(0, 57)}-green`;
}

/** The Deployments of groups that move together, as they are after the move, under another name and with a label more. */
export function greensOf(
  input: readonly Manifest[],
  { patches, plan }: Pick<LeaveResult, 'patches' | 'plan'>,
): readonly Manifest[] {
  const grouped = plan.moves.filter(({ kind, group }) => kind === 'Deployment' && group !== undefined);
  const own = input.filter((object) =>
    grouped.some(
      ({ kind, namespace, name }) =>
        object.kind === kind &&
        (object.metadata.namespace ?? 'default') === namespace &&
        object.metadata.name === name,
    ),
  );
  const after = afterLeaving(own, { patches: patches.map(({ manifest }) => manifest), objects: [] });
  return after
    .filter(({ kind }) => kind === 'Deployment')
    .flatMap((object) => {
      const known = own.some(({ metadata }) => metadata.name === object.metadata.name);
      return known ? [green(object)] : [];
    });
}

function green({ apiVersion, kind, metadata, spec }: Manifest): Manifest {
  const { selector, template, ...rest } = fields(spec);
  const { matchLabels, ...expressions } = fields(selector);
  const { metadata: head, ...pod } = fields(template);
  const { labels, ...more } = fields(head);
  const { name, namespace, labels: own } = metadata;
  return {
    apiVersion,
    kind,
    metadata: {
      name: greenName(name),
      ...(namespace === undefined ? {} : { namespace }),
      ...(own === undefined ? {} : { labels: own }),
    },
    spec: {
      ...rest,
      selector: { ...expressions, matchLabels: { ...fields(matchLabels), [leavingLabel]: 'green' } },
      template: { ...pod, metadata: { ...more, labels: { ...fields(labels), [leavingLabel]: 'green' } } },
    },
  };
}
