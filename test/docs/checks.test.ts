import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '../../commands/check/judge';
import { textReport } from '../../commands/check/report';
import { objectsOf, type ReadObject } from '../../commands/manifests/objects';
import { sourceText } from '../../config/problem';

const page = readFileSync(join(__dirname, '../../docs/checks.md'), 'utf8');

test('the finding on docs/checks.md is what the check prints', () => {
  const text = `apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod}
spec:
  ports: [{port: 80, targetport: 9080}]
`;
  const objects: ReadObject[] = [];
  for (const each of objectsOf(sourceText('jazz.yaml', text), { lenient: false })) {
    if (!('severity' in each)) objects.push(each);
  }
  const judged = judge([{ objects, given: ['Namespace prod'] }]);
  const printed = textReport({ ...judged, files: 1, problems: [], notices: [] }, false);
  const [, shown = ''] = /```text\n([\s\S]*?)```/.exec(page) ?? [];
  expect(printed).toContain(shown);
});
