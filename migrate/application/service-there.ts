import { dig, items, text } from '../../references/fields';
import type { Context } from '../context';
import { exposureOf } from '../exposure';
import type { Node } from '../nodes';
import { serviceView, type Workload } from '../world';
import { inTheWay } from './in-the-way';
import { type Part, shown } from './parts';
import type { PortConfig, ServiceConfig } from './shapes';

/**
 * What the Service of a virtual service has to be where routes are written for it: it has no port that they would not mean,
 * and where there is one version alone it leads to its pods.
 */
export function judgeService(
  context: Context,
  part: Part,
  ports: Readonly<Record<string, PortConfig>>,
): void {
  const document = context.world.find('Service', part.namespace, part.service);
  if (document === undefined) return;
  const numbers = Object.values(ports).map(({ port }) => port);
  for (const [i, { port }] of serviceView(document).ports.entries())
    if (!numbers.includes(port))
      inTheWay(context, document, `/spec/ports/${i}/port`, {
        why: 'the routes of a service are for all its ports',
        found: `port ${port}, which App Mesh does not know`,
        expected: `${numbers.join(', ')} alone`,
        mend: 'give that port a Service of its own',
      });
}

/** Of a service of one version, the Service itself leads to the pods: it has to select them, at the port that they have. */
export function judgeAlone(context: Context, part: Part, config: ServiceConfig): void {
  const [node, ...more] = part.nodes;
  if (node === undefined || more.length > 0 || part.virtual === undefined) return;
  const { namespace, service: name } = part;
  const document = context.world.find('Service', namespace, name);
  const selector = context.services.selectorOf(namespace, name);
  const selected = context.world.selected(namespace, { matchLabels: selector, matchExpressions: [] });
  const same =
    node.workloads.length === selected.length && selected.every((each) => node.workloads.includes(each));
  if (document === undefined) return;
  if (!same)
    inTheWay(context, document, '/spec/selector', {
      why: 'the Service of a service of one version leads to its pods',
      found: `${Object.entries(selector)
        .map((each) => each.join('='))
        .join(', ')}: other pods than those of VirtualNode ${node.key}`,
      expected: `the pods of ${node.key}`,
    });
  for (const [i, item] of items(dig(document.manifest, 'spec', 'ports')).entries()) {
    const own = Object.values(config.ports ?? {}).find(({ port }) => port === dig(item, 'port'));
    if (own === undefined) continue;
    const target = dig(item, 'targetPort') ?? own.port;
    const wanted = own.targetPort ?? own.port;
    if (target === wanted || node.workloads.some((workload) => portNamed(workload, target) === wanted))
      continue;
    // The Service of the virtual node itself is as App Mesh's callers find it.
    if (node.discovery.kind === 'service' && node.discovery.name === name) continue;
    inTheWay(context, document, `/spec/ports/${i}/targetPort`, {
      why: 'the Service of a service of one version leads to its pods',
      found: String(target),
      expected: `port ${wanted} of the pods of ${shown(part)}`,
      mend: `set targetPort: ${wanted}`,
    });
  }
}

/** The number of a port of a workload's containers, by its name. */
function portNamed({ document, template }: Workload, name: unknown): unknown {
  return items(dig(document.manifest, ...template, 'spec', 'containers'))
    .flatMap((container) => items(dig(container, 'ports')))
    .filter((port) => text(dig(port, 'name')) === name)
    .map((port) => dig(port, 'containerPort'))[0];
}

/** Pods that something outside the mesh calls would have to take calls in plain text. */
export function tellExposed(context: Context, node: Node): void {
  const exposure = exposureOf(context, node);
  const strict = node.listeners.every(({ value }) => dig(value, 'tls', 'mode') === 'STRICT');
  if (exposure === undefined || node.listeners.length === 0 || strict) return;
  const { document, field, by } = exposure;
  inTheWay(context, document, field, {
    why: 'its pods take calls of the mesh alone, by mutual TLS',
    found: by,
    expected: 'pods that the mesh and the gateway call',
    mend: 'let the gateway call them (publish: of the application file) and take it out of these files',
  });
}
