import { isOfPods, scaledObjectFields } from '../../kubernetes/scaled-object';
import { plainValue, type TreeNode } from '../../yaml-tree';
import { entriesOf, inside } from '../resolve';
import type { ApplicationFinding, Running } from '../running';
import type { Around } from './calls';

/**
 * What KEDA scales by events: KEDA is there, and takes the ScaledObject. Source: KEDA
 * apis/keda/v1alpha1/scaledobject_webhook.go and scaletriggers_types.go.
 */
export function eventScaling(running: Running, { given }: Around): readonly ApplicationFinding[] {
  const seen = new Set<TreeNode>();
  return [...running.services].flatMap(([name, { node }]) =>
    entriesOf(inside(node, 'versions')).flatMap(({ key, value }) => {
      const autoscaling = inside(value, 'autoscaling');
      if (autoscaling === undefined || seen.has(autoscaling)) return [];
      seen.add(autoscaling);
      const path = ['services', name, 'versions', key, 'autoscaling'];
      const triggers = inside(autoscaling, 'triggers');
      return triggers === undefined
        ? withoutTriggers(path, autoscaling)
        : [...withoutKeda(path, given), ...refused(path, autoscaling, triggers)];
    }),
  );
}

function withoutTriggers(path: readonly string[], autoscaling: TreeNode): readonly ApplicationFinding[] {
  return entriesOf(autoscaling)
    .filter(({ key }) => Object.hasOwn(scaledObjectFields, key))
    .map(({ key }) => ({
      path: [...path, key],
      atKey: true,
      message: "a word of KEDA's without a trigger",
      found: key,
      expected: 'triggers beside it: without them a HorizontalPodAutoscaler is made, which does not know it',
      mend: `add triggers, or remove ${key}`,
    }));
}

function withoutKeda(
  path: readonly string[],
  given: readonly string[] | undefined,
): readonly ApplicationFinding[] {
  if (given === undefined || given.includes('keda')) return [];
  return [
    {
      path: [...path, 'triggers'],
      atKey: true,
      message: 'nobody reads a ScaledObject',
      found: 'triggers',
      expected: 'keda among given of the cluster file: Meshwright does not install KEDA',
      mend: 'install KEDA, and add keda to given; or scale by metrics',
    },
  ];
}

function refused(
  path: readonly string[],
  autoscaling: TreeNode,
  triggers: TreeNode,
): readonly ApplicationFinding[] {
  const all = triggers.kind === 'list' ? triggers.items : undefined;
  if (all === undefined) return [];
  const at = (...more: readonly (string | number)[]) => ({ path: [...path, ...more] });
  const numbers = [
    ['pollingInterval', 1],
    ['cooldownPeriod', 0],
    ['initialCooldownPeriod', 0],
    ['minReplicas', 0],
    ['maxReplicas', 1],
  ] as const;
  const scalar = (key: string) => numberOf(inside(autoscaling, key));
  const [least, most] = [scalar('minReplicas'), scalar('maxReplicas')];
  return [
    ...(all.length > 0
      ? []
      : [
          {
            ...at('triggers'),
            message: 'no trigger',
            expected: 'at least one',
            mend: 'add one, or scale by metrics',
          },
        ]),
    ...(inside(autoscaling, 'metrics') === undefined
      ? []
      : [
          {
            ...at('metrics'),
            atKey: true,
            message: 'metrics beside triggers',
            found: 'metrics',
            expected: "one of the two: KEDA makes the autoscaler's metrics from the triggers",
            mend: 'write them as triggers of type cpu or memory, or remove the triggers',
          },
        ]),
    ...numbers.flatMap(([key, from]) => {
      const number = scalar(key);
      return number === undefined || number >= from
        ? []
        : [{ ...at(key), message: 'too small', expected: `a whole number from ${from}`, mend: 'correct it' }];
    }),
    ...(least !== undefined && most !== undefined && least > most && most >= 1
      ? [
          {
            ...at('minReplicas'),
            message: 'more at least than at most',
            expected: `at most maxReplicas, ${most}`,
            mend: 'correct one of them',
          },
        ]
      : []),
    ...(least === 0 && isOfPods(plainValue(autoscaling))
      ? [
          {
            ...at('minReplicas'),
            message: 'no pods, whose load is to bring pods',
            expected: '1 or more: KEDA refuses 0 where all triggers are of type cpu or memory',
            mend: 'write 1, or add a trigger that counts events',
          },
        ]
      : []),
    ...all.flatMap((trigger, index) => ofTrigger(at, all, trigger, index)),
  ];
}

function ofTrigger(
  at: (...more: readonly (string | number)[]) => { readonly path: readonly PropertyKey[] },
  all: readonly TreeNode[],
  trigger: TreeNode,
  index: number,
): readonly ApplicationFinding[] {
  const [name, type] = [textOf(trigger, 'name'), textOf(trigger, 'type')];
  const cached = inside(trigger, 'useCachedMetrics');
  return [
    ...(name !== undefined && all.findIndex((other) => textOf(other, 'name') === name) < index
      ? [
          {
            ...at('triggers', index, 'name'),
            message: 'two triggers of one name',
            expected: 'another name: KEDA refuses the ScaledObject',
            mend: 'rename one of them',
          },
        ]
      : []),
    ...(type !== undefined &&
    ['cpu', 'memory', 'cron'].includes(type) &&
    cached?.kind === 'scalar' &&
    cached.value === true
      ? [
          {
            ...at('triggers', index, 'useCachedMetrics'),
            atKey: true,
            message: 'what cannot be remembered',
            found: 'useCachedMetrics',
            expected: `no useCachedMetrics at a trigger of type ${type}: KEDA refuses it`,
            mend: 'remove it',
          },
        ]
      : []),
  ];
}

function textOf(node: TreeNode, key: string): string | undefined {
  const value = inside(node, key);
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}

function numberOf(node: TreeNode | undefined): number | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : undefined;
}
