/**
 * Other programs on the same YAML, the output for 100 clusters. kubeconform and `kubectl kustomize` are measured where Go and kubectl are
 * present; kubeconform is built into `.cache/bench`, and reads the same schemas as our rules do.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { schemaFor, schemaIndex, sharedDefinitions } from '../references/schemas';
import { ours } from './support/candidates';
import { writeFleet } from './support/fleet';
import { cache, newOutput, root, workFolder } from './support/folders';
import { type Candidate, costOf, inTurn, runsAsked } from './support/measure';
import { costTable, report } from './support/report';

const size = 100;
const work = workFolder('peers');
const out = newOutput();
writeFleet(join(work, 'clusters'), size);
costOf(ours('the YAML that is judged', join(work, 'clusters')), out);
// What is for another control plane is no Kubernetes object.
for (const cluster of readdirSync(out))
  rmSync(join(out, cluster, 'global'), { recursive: true, force: true });
const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.yaml'),
);
const lines = files.reduce((sum, file) => sum + readFileSync(join(out, file), 'utf8').split('\n').length, 0);

const run = [
  process.execPath,
  '--min-semi-space-size=64',
  '--max-semi-space-size=64',
  'tools/compiled/run.js',
];
const statuses = [0, 1];
const judges: Candidate[] = [
  {
    name: 'our schema rules (strict, CEL and names too)',
    command: () => [...run, 'bench/support/schema-only.ts', out],
    statuses,
  },
  {
    name: '`npm run check`: all rules and references',
    command: () => [...run, 'commands/check.ts', out],
    statuses,
  },
];
const kubeconform = kubeconformProgram();
if (kubeconform !== undefined) {
  const schemas = schemaFiles(join(work, 'schemas'));
  const options = [
    '-strict',
    '-summary',
    '-schema-location',
    schemas,
    '-ignore-missing-schemas',
    '-ignore-filename-pattern',
    'iam/.*|lock.json',
  ];
  judges.push(
    {
      name: 'kubeconform 0.7.0 (schema only), 2 workers',
      command: () => [kubeconform, '-n', '2', ...options, out],
      statuses,
    },
    {
      name: 'kubeconform 0.7.0 (schema only), 1 worker',
      command: () => [kubeconform, '-n', '1', ...options, out],
      statuses,
    },
  );
}
// Each once, so that compiled copies are there.
for (const { name, command } of judges) {
  const [program = '', ...args] = command(newOutput());
  const { stdout } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  console.log(`${name}: ${stdout.trim().split('\n').at(-1)}`);
}
console.log('');
report(
  'peers-check',
  costTable(
    `Judging the YAML of ${size} clusters (${lines.toLocaleString('en')} lines)`,
    inTurn(judges, runsAsked(7)),
  ),
);

if (spawnSync('kubectl', ['kustomize', '--help']).status === 0) {
  // kustomize refuses one name twice, so every cluster is a kustomization of its own.
  const clusters = readdirSync(out, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith('.'),
  );
  for (const { name } of clusters.slice(0, 10)) {
    const resources = files.filter((file) => file.startsWith(`${name}/`)).map((file) => relative(name, file));
    writeFileSync(join(out, name, 'kustomization.yaml'), JSON.stringify({ resources }));
  }
  const ten = clusters.slice(0, 10).map(({ name }) => `kubectl kustomize ${name} > /dev/null`);
  writeFleet(join(work, 'ten'), 10);
  const builders: Candidate[] = [
    ours('`npm run synth`: 10 clusters from their files, all checks', join(work, 'ten')),
    {
      name: '`kubectl kustomize`: the finished YAML of the same 10 clusters, read and written',
      command: () => ['sh', '-c', ten.join(' && ')],
      cwd: out,
    },
  ];
  report('peers-build', costTable('Building YAML', inTurn(builders, runsAsked(7))));
}

/** kubeconform, built with Go if it is not there yet; undefined where Go is not present. */
function kubeconformProgram(): string | undefined {
  const folder = join(cache, 'go');
  const program = join(folder, 'kubeconform');
  if (existsSync(program)) return program;
  const env = { ...process.env, GOBIN: folder };
  const { status } = spawnSync('go', ['install', 'github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0'], {
    env,
  });
  return status === 0 ? program : undefined;
}

/** Our schemas in the form and under the names that kubeconform asks for. */
function schemaFiles(folder: string): string {
  for (const { apiVersion, kind } of schemaIndex()) {
    // It calls the core group by its version.
    const group = apiVersion.includes('/') ? apiVersion.replace('/', '_') : `${apiVersion}_${apiVersion}`;
    const file = join(folder, group, `${kind.toLowerCase()}.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(schemaFor(apiVersion, kind)));
    const definitions = join(dirname(file), 'kubernetes.json');
    if (!existsSync(definitions)) {
      const { $id: _, ...shared } = sharedDefinitions();
      writeFileSync(definitions, JSON.stringify(shared));
    }
  }
  return join(folder, '{{ .Group }}_{{ .ResourceAPIVersion }}', '{{ .ResourceKind }}.json');
}
