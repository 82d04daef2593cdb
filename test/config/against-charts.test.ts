import { clusterObjects } from '../../charts/cluster';
import { helmCharts } from '../../config/cluster';
import { roleName } from '../../config/role-name';
import { roleAccounts } from '../../config/service-accounts';
import { referenceConfig } from '../charts/objects';
import { referenceNames, referenceText } from '../reference/reference';
import { said } from './bad-files';

/** Changes of a reference file that change which roles and charts a cluster has. */
const changes: readonly (readonly [title: string, change: (text: string) => string])[] = [
  ['as it is', (text) => text],
  [
    'with everything given',
    (text) =>
      text.replace(
        /^given: .*$/m,
        'given: [aws-load-balancer-controller, app-mesh-controller, cert-manager, external-secrets]',
      ),
  ],
  [
    'with the other engine',
    (text) => text.replace(/engine: .*/, text.includes('flux') ? 'engine: argo-cd' : 'engine: flux'),
  ],
  [
    'without a licence',
    (text) =>
      text
        .replace('version: "3.10"', 'version: "3.9"')
        .replace(/ {2}license:\n {4}secret: kong\/license\n/, ''),
  ],
];
const cases = referenceNames.flatMap((name) => changes.map(([title, change]) => ({ name, title, change })));

test.each(cases)('roles of $name, $title, are those whose names are checked', ({ name, change }) => {
  // Where ACK makes the roles, they are objects and no documents.
  const config = referenceConfig(name, (text) => change(text).replace('ack-iam, ', ''));
  const checked = roleAccounts(config).map((account) =>
    roleName(config, account.namespace, account.serviceAccount),
  );
  expect(checked.sort()).toEqual(
    clusterObjects(config)
      .roles.map((role) => role.name)
      .sort(),
  );
});

test.each(cases.flatMap((each) => helmCharts.map((chart) => ({ ...each, chart }))))(
  'values of $chart for $name, $title, are refused, or are in the output',
  ({ name, change, chart }) => {
    const withValues = (text: string) => `${change(text)}helm:\n  ${chart}: {values: {probeOfThisTest: 1}}\n`;
    const text = withValues(referenceText(name));
    const refused = said({ name: `clusters/${name}.yaml`, text }).includes('a chart that is not installed');
    const written = JSON.stringify(clusterObjects(referenceConfig(name, withValues)).objects);
    expect(written.includes('probeOfThisTest')).toBe(!refused);
  },
);
