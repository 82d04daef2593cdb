/** How long `npm run synth` takes on the reference clusters, beside an empty script and the same objects in a new cdk8s app. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root, workFolder } from './support/folders';
import { type Candidate, costOf, cpuOf, inTurn, median, ratio, runsAsked, wallOf } from './support/measure';
import { clustersIn, plannedOf } from './support/pipeline';
import { costTable, report } from './support/report';
import { expectSame, notForTheCluster, objectsInFolder } from './support/same-objects';

const AIM_SECONDS = 0.5;

const empty = workFolder('empty-script');
writeFileSync(join(empty, 'package.json'), '{"scripts": {"empty": "true"}}');

const nothing: Candidate = {
  name: '`npm run` of an empty script',
  command: () => ['npm', 'run', '--silent', 'empty'],
  cwd: empty,
};
const ours: Candidate = {
  name: '`npm run synth`, four reference clusters, all checks',
  // Whatever it remembers of them, they are compiled.
  command: () => ['npm', 'run', '--silent', 'synth', '--', '--all'],
};
const packaged = fromPackage();
const folder = vanillaApp();
const theirs: readonly Candidate[] =
  folder === undefined
    ? []
    : [
        {
          name: '`npx cdk8s synth` of the same objects, as `cdk8s init` sets it up, no checks',
          command: (output) => ['npx', 'cdk8s', 'synth', '--output', output],
          cwd: folder,
          environment: { VANILLA_OBJECTS: join(folder, 'objects.json') },
        },
      ];

// Once, so that the compiled copy is there.
costOf(ours);
costOf(packaged);
const measured = inTurn([nothing, ours, packaged, ...theirs], runsAsked(7));
const [floor, own, fromTarball, other] = [...measured.values()];
const notes: string[] = [];
if (floor !== undefined && own !== undefined) {
  const more = median(own.runs.map(({ wall }, round) => wall - (floor.runs[round]?.wall ?? 0)));
  notes.push(
    `\`npm run synth\` takes ${more.toFixed(2)} s more than an empty script; the aim is at most ${AIM_SECONDS} s.`,
  );
}
if (own !== undefined && fromTarball !== undefined) {
  notes.push(
    `From the package it takes ${ratio(fromTarball, own, wallOf).toFixed(2)} times as long as from this repository, and ${ratio(fromTarball, own, cpuOf).toFixed(2)} times the CPU time.`,
  );
}
if (own !== undefined && other !== undefined) {
  expectSame(
    'cdk8s synth',
    objectsInFolder(join(root, 'dist'), notForTheCluster),
    objectsInFolder(other.output),
  );
  notes.push(
    `\`npx cdk8s synth\` takes ${ratio(other, own, wallOf).toFixed(1)} times as long as \`npm run synth\`, and ${ratio(other, own, cpuOf).toFixed(1)} times the CPU time; both wrote the same objects.`,
  );
}
report('start-up', costTable('Start-up', measured, notes));

/** The program as `npm pack` puts it into the package, behind a script as users have one. */
function fromPackage(): Candidate {
  spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
  const cwd = workFolder('from-package');
  const [clusters, applications, out] = ['clusters', 'applications', 'dist'].map((name) => join(root, name));
  const synth = `node ${join(root, 'lib/launch.js')} synth --clusters ${clusters} --applications ${applications} --out ${out}`;
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ scripts: { synth } }));
  return {
    name: '`meshwright synth` of the package, the same clusters',
    command: () => ['npm', 'run', '--silent', 'synth', '--', '--all'],
    cwd,
  };
}

/** An app as `cdk8s init typescript-app` makes it, with our objects; undefined where npm cannot fetch what it needs. */
function vanillaApp(): string | undefined {
  const folder = join(cache, 'cdk8s-init');
  mkdirSync(folder, { recursive: true });
  const objects = Object.fromEntries(
    clustersIn(join(root, 'clusters')).flatMap((config) =>
      plannedOf(config).map((file) => [`${config.name}-${file.path.replace(/\W+/g, '-')}`, file.objects]),
    ),
  );
  writeFileSync(join(folder, 'objects.json'), JSON.stringify(objects));
  copyFileSync(join(root, 'bench/support/vanilla.ts'), join(folder, 'main.ts'));
  writeFileSync(join(folder, 'cdk8s.yaml'), 'language: typescript\napp: npx ts-node main.ts\n');
  const compilerOptions = { target: 'ES2022', module: 'CommonJS', strict: true, skipLibCheck: true };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  if (existsSync(join(folder, 'node_modules/ts-node'))) return folder;
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  const wanted = [
    'cdk8s@2.70.106',
    'constructs@10.8.1',
    'cdk8s-cli@2.207.60',
    'ts-node@10',
    'typescript@5.9',
    '@types/node@20',
  ];
  const { status } = spawnSync('npm', ['install', '--silent', '--no-audit', '--no-fund', ...wanted], {
    cwd: folder,
  });
  return status === 0 ? folder : undefined;
}
