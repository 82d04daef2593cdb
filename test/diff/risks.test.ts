import { diffClusters } from '../../diff/diff';
import { riskRules } from '../../diff/risks/all';
import { plain } from '../../diff/sentence';
import { cluster, edited, risksOf } from './edit';
import { gatewayCases } from './risks/gateway';
import { gatewayApiCases } from './risks/gateway-api';
import { meshCases } from './risks/mesh';
import { platformCases } from './risks/platform';

const cases = [...gatewayCases, ...gatewayApiCases, ...meshCases, ...platformCases];

test.each(cases)('when $change, the reviewer reads so', ({ risks, ...each }) => {
  expect(risksOf(each)).toEqual(risks);
});

test('every rule of the table speaks in a case above, and no two have the same id', () => {
  const spoken = new Set(cases.flatMap(({ risks }) => risks.map((risk) => /\[([^\]]+)\]$/.exec(risk)?.[1])));
  expect(riskRules.map(({ id }) => id).filter((id) => !spoken.has(id))).toEqual([]);
  expect(new Set(riskRules.map(({ id }) => id)).size).toBe(riskRules.length);
});

test('the same change in several clusters is one risk and one change, which name them', () => {
  const before = cluster('us-west-2-kong-mesh');
  const after = edited(before, 'kuma.io/MeshHTTPRoute prod/jazz', {
    '/spec/to/0/rules/0/default/backendRefs/0/weight': 50,
    '/spec/to/0/rules/0/default/backendRefs/1/weight': 50,
  });
  const other = edited(after, 'apps/Deployment prod/jazz-v1', { '/spec/replicas': 0 });
  const names = ['a', 'b', 'c', 'd'];
  const { risks, changes } = diffClusters(
    new Map(names.map((name) => [name, before])),
    new Map([
      ['a', after],
      ['b', before],
      ['c', after],
      ['d', other],
    ]),
  );
  expect(risks.map(({ level, sentence, clusters }) => [level, plain(sentence), ...clusters])).toEqual([
    ['high', 'Deployment prod/jazz-v1 is scaled to 0: nothing answers any more', 'd'],
    ['medium', 'prod/jazz: 5 % -> 50 % of calls go to jazz-v2 (95/5 to 50/50)', 'a', 'c', 'd'],
  ]);
  expect(changes.map(({ change, clusters }) => [change.id.name, ...clusters])).toEqual([
    ['jazz', 'a', 'c', 'd'],
    ['jazz-v1', 'd'],
  ]);
});

test('a cluster that comes or goes is one risk, and not one for each of its objects', () => {
  const objects = cluster('us-west-2-kong-mesh');
  const { risks, changes, added, removed } = diffClusters(
    new Map([['old', objects]]),
    new Map([['new', objects]]),
  );
  expect(risks.map(({ level, sentence }) => `${level} ${plain(sentence)}`)).toEqual([
    `high cluster old is gone, with all of its ${objects.length} objects`,
    `medium cluster new is new, with ${objects.length} objects`,
  ]);
  expect({ changes, added, removed }).toEqual({ changes: [], added: ['new'], removed: ['old'] });
});
