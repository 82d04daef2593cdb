import { dig } from '../../../references/fields';
import { kongGroup } from '../../../references/kinds/kong-annotations';
import { konnectGroup } from '../../../references/kinds/kong-operator';
import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import { credentialLabel } from '../../kong/credential';
import { exampleConsumer } from '../../kong/credential-example';
import { exampleOperator, exampleSecret, operatorGiven, seen } from '../../kong-operator/example';
import { isOperatorAlone, operatorGateways, operatorInstalls } from '../../kong-operator/gateways';
import { deepest } from '../../place';
import type { SetRule } from '../../rule';

const label = 'konghq.com/secret';

export const unseenSecret: SetRule = {
  id: 'kong-operator/unseen-secret',
  severity: 'error',
  title: 'a Secret that Kong Operator is to read has no label by which the operator sees it',
  why: 'For the operator the Secret does not exist: the listener has no certificate, the key of the consumer is refused, and a route whose plugin takes its configuration from it stays open without the plugin. The webhook reads past the operator’s cache, and lets it pass.',
  source:
    'Kong/kong-operator v2.2.3 modules/manager/run.go, cache of Secrets by label; konnect_utils token Secret',
  measured:
    'Kong Operator 2.2.3 drops the key of a consumer whose Secret has no label, does not find the certificate of a listener, and keeps a route without the plugin that takes its configuration from such a Secret; with the label all three heal. Its webhook takes them all.',
  *checkSet({ index }) {
    if (hasOwnSelector(index)) return;
    const said = new Set<Manifest>();
    for (const user of users(index)) {
      for (const { target } of index.references(user)) {
        if (target.type !== 'object' || target.id.kind !== 'Secret' || target.id.group !== '') continue;
        for (const { by, labels } of index.provisions(target.id)) {
          if (by === undefined || labels === undefined || said.has(by)) continue;
          const lacks = lacking(user, labels);
          if (lacks === undefined) continue;
          said.add(by);
          yield {
            object: by,
            path: place(by, lacks.label),
            message: `Kong Operator does not see Secret ${target.id.name}, which ${user.kind} ${user.metadata.name} names`,
            found: labels[lacks.label] ?? `no label ${lacks.label}`,
            expected: `${lacks.label}: ${lacks.value}`,
            mend: `set the label ${lacks.label}: ${lacks.value}${where(by)}`,
          };
        }
      }
    }
  },
  example: {
    given: operatorGiven,
    fails: `${exampleOperator()}---${exampleSecret('apikey', 'prod', 'konghq.com/credential: key-auth', ['key'])}---${exampleConsumer('apikey')}`,
    passes: `${exampleOperator()}---${exampleSecret('apikey', 'prod', `${seen}, konghq.com/credential: key-auth`, ['key'])}---${exampleConsumer('apikey')}`,
  },
};

/** The operator may be told to look for another label, or for none. */
function hasOwnSelector(index: ReferenceIndex): boolean {
  return operatorInstalls(index).some(({ values }) =>
    Object.keys(dig(values, 'env') ?? {}).some((key) => /SECRET_LABEL_SELECTOR/i.test(key)),
  );
}

/** Objects whose Secrets the operator reads: its own, and, where no other controller is there, Kong's. */
function users(index: ReferenceIndex): readonly Manifest[] {
  const ofKong = ['KongConsumer', 'KongPlugin', 'KongClusterPlugin'];
  return [
    ...operatorGateways(index).map(({ gateway }) => gateway),
    ...index.ofKind(konnectGroup, 'KonnectAPIAuthConfiguration'),
    ...(isOperatorAlone(index) ? ofKong.flatMap((kind) => index.ofKind(kongGroup, kind)) : []),
  ];
}

function lacking(
  user: Manifest,
  labels: Readonly<Record<string, string>>,
): { readonly label: string; readonly value: string } | undefined {
  if (labels[label] !== 'true' && labels[label] !== 'internal') return { label, value: '"true"' };
  return user.kind === 'KonnectAPIAuthConfiguration' && labels[credentialLabel] !== 'konnect'
    ? { label: credentialLabel, value: 'konnect' }
    : undefined;
}

function place(by: Manifest, key: string): string {
  if (by.kind === 'ExternalSecret')
    return deepest(by, 'spec', 'target', 'template', 'metadata', 'labels', key);
  if (by.kind === 'Certificate') return deepest(by, 'spec', 'secretTemplate', 'labels', key);
  return by.kind === 'Secret' ? deepest(by, 'metadata', 'labels', key) : '';
}

function where({ kind }: Manifest): string {
  if (kind === 'ExternalSecret') return ' in spec.target.template.metadata.labels';
  return kind === 'Certificate' ? ' in spec.secretTemplate.labels' : '';
}
