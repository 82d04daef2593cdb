import { parseAllDocuments } from 'yaml';
import { check } from '../../checks/check';
import { rules } from '../../checks/rules';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';

const rule = rules.find(({ id }) => id === 'kong-operator/shared-backend');

/** The routes of which something is said, of the failing example with a change. */
function said(change: (text: string) => string = (text) => text): readonly string[] {
  if (rule === undefined) throw new Error('no rule');
  const { fails, given = [] } = rule.example;
  const objects = parseAllDocuments(change(fails)).map((document) => document.toJS() as Manifest);
  return check({ index: buildIndex(objects, { given }), given }, [rule]).findings.map(
    ({ object }) => object.metadata.name,
  );
}

it('an HTTPRoute by HTTPS with the backends of one by HTTP is served by both', () => {
  expect(said()).toEqual(['private']);
  expect(said((text) => text.replace(', sectionName: http}', '}'))).toEqual(['private']);
});

it.each<[what: string, change: (text: string) => string]>([
  ['with another backend', (text) => text.replace(/(\/admin[\s\S]*)name: jazz/, '$1name: metal')],
  ['with another weight', (text) => text.replace(/(\/admin[\s\S]*)port: 9080/, '$1port: 9080, weight: 2')],
  [
    'of another namespace',
    (text) => text.replace('name: private, namespace: prod', 'name: private, namespace: kong'),
  ],
  ['beside one by HTTPS', (text) => text.replace('sectionName: http}', 'sectionName: https}')],
  [
    'of a control plane that combines none',
    (text) =>
      text.replace(
        'spec: {}',
        'spec: {controlPlaneOptions: {translation: {combinedServicesFromDifferentHTTPRoutes: disabled}}}',
      ),
  ],
  ['of Konnect', (text) => text.replace('spec: {}', 'spec: {konnect: {authRef: {name: konnect}}}')],
])('it is served by HTTPS alone %s', (_, change) => {
  expect(said(change)).toEqual([]);
});
