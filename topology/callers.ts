import { items, strings, text } from '../references/fields';
import { objectId } from '../references/identity';
import type { Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import { nameOf } from './names';
import { annotatedPlugins, pluginNames } from './plugins';
import type { GatewayCaller } from './topology';

const kong = 'configuration.konghq.com';

/** Every consumer of the gateway, and every group of them. */
export function callersOf(index: ReferenceIndex): readonly GatewayCaller[] {
  return [
    ...index.ofKind(kong, 'KongConsumerGroup').map((group) => caller(index, 'group', group)),
    ...index.ofKind(kong, 'KongConsumer').map((consumer) => caller(index, 'consumer', consumer)),
  ];
}

function caller(index: ReferenceIndex, sort: 'consumer' | 'group', object: Manifest): GatewayCaller {
  const { namespace } = object.metadata;
  return {
    name: `${sort} ${nameOf(object)}`,
    groups: items(object.consumerGroups).flatMap((each) => text(each) ?? []),
    credentials: items(object.credentials).flatMap((each) => {
      const name = text(each);
      return name === undefined ? [] : [credential(index, namespace, name)];
    }),
    plugins: pluginNames(index, namespace, annotatedPlugins(object)),
  };
}

function credential(index: ReferenceIndex, namespace: string | undefined, name: string): string {
  const labels = index.provisions(objectId('', 'Secret', namespace, name))[0]?.labels;
  const type = strings(labels)['konghq.com/credential'];
  return type === undefined ? name : `${name} (${type})`;
}
