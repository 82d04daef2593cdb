import { claimMetrics, readExposition } from './metrics';
import { Findings } from './report';

const text = `# HELP externalsecret_status_condition a
# TYPE externalsecret_status_condition gauge
externalsecret_status_condition{condition="Ready",name="a,b",namespace="c"} 1
# TYPE calls_time histogram
calls_time_bucket{le="+Inf",app="a"} 3
calls_time_sum{app="a"} 3
calls_time_count{app="a"} 3
up 1
`;

test('metrics are read with their types and labels, a histogram as one', () => {
  const read = readExposition(text);
  expect([...read.keys()]).toEqual(['externalsecret_status_condition', 'calls_time', 'up']);
  expect(read.get('calls_time')).toEqual({ type: 'histogram', labels: new Set(['le', 'app']) });
  expect(read.get('externalsecret_status_condition')?.labels).toEqual(
    new Set(['condition', 'name', 'namespace']),
  );
});

test('a metric that is not given, and a label that it has not, are told; one that is quiet is a gap', () => {
  const findings = new Findings();
  claimMetrics(findings, 'it', readExposition(text), /^external-secrets\/external-secrets v/, {
    externalsecret_sync_calls_error: 'nothing fails',
  });
  expect(findings.misses).toEqual([
    'it gives externalsecret_status_condition without status, with condition, name, namespace',
    'it does not give secretstore_status_condition',
  ]);
  expect(findings.gaps).toEqual([
    { what: 'that it gives externalsecret_sync_calls_error', why: 'nothing fails' },
  ]);
});
