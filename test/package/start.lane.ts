import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { dig, items, text } from '../../references/fields';
import { repository } from '../repository';
import { Folder, nodes } from './installation';

const installed = new Folder().install();

describe.each(nodes)('on Node $name, from an empty folder', (node) => {
  const there = new Folder(node);
  there.must(`cp -r ${installed.path}/. .`);

  test('init, synth and check work without the network, and find nothing', () => {
    const said = there.must('npx meshwright init && npx meshwright synth && npx meshwright check dist');
    expect(said).toContain('kept:    package.json');
    expect(said).toMatch(
      /\ndist: \d+ files written, in 1 cluster\nnothing found: \d+ objects in \d+ files\n$/,
    );
  });

  test('the other commands work there too, below the root as well', () => {
    there.must(
      'git init -q -b main . && git add . && git -c user.name=a -c user.email=a@example.com commit -qm start',
    );
    expect(there.must('npx meshwright synth --check', { at: 'clusters' })).toBe('../dist: up to date\n');
    there.must("sed -i 's/replicas: 2/replicas: 3/' applications/hello.yaml && npx meshwright synth");
    expect(there.must('npx meshwright diff')).toContain('web-v1');
    expect(there.must('npx meshwright diff HEAD', { at: 'dist' })).toContain('web-v1');
    there.must('npx meshwright topology --html page.html && test -s page.html');
    expect(there.must('npx meshwright explain production aws.region')).toContain('eu-west-1');
    expect(there.must('npx meshwright explain kong/missing-plugin')).toContain('Why:');
  });

  test('threads write the same', () => {
    there.must('for name in a b c; do cp clusters/production.yaml clusters/$name.yaml; done');
    there.must(
      'npx meshwright synth --threads 1 --out one && npx meshwright synth --threads 4 --out four && diff -r one four',
    );
  });

  test('a finding ends with 1, and wrong usage with 2', () => {
    const misspelt = 'sed "s/replicas:/replcas:/" dist/production/60-routes/hello.yaml';
    expect(there.run(`${misspelt} | npx meshwright check -`).status).toBe(1);
    expect(there.run('npx meshwright synth --chekc').status).toBe(2);
    expect(there.run('echo nothing: x >> clusters/a.yaml && npx meshwright synth').status).toBe(1);
  });
});

test('npx cdk8s synth gives the bytes of meshwright synth, with the cdk8s.yaml that init --cdk8s adds', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  const there = new Folder().install(`cdk8s-cli@${devDependencies['cdk8s-cli']}`);
  there.must(
    'npx meshwright init --cdk8s && npx meshwright synth && cp -r dist before && rm -r dist && npx cdk8s synth',
  );
  there.must('diff -r before dist && diff -r before .cache/cdk8s-output/');
});

describe('the workflows of a new repository', () => {
  const there = new Folder();
  there.must(`cp -r ${installed.path}/. . && npx meshwright init && npx meshwright synth`);
  const git = 'git -c user.name=a -c user.email=a@example.com';
  there.must(`git init -q -b main . && git add . && ${git} commit -qm start`);

  /** The scripts of a workflow, by words that are in them. */
  const script = (workflow: string, words: string): string => {
    const document: unknown = parse(readFileSync(join(there.path, '.github/workflows', workflow), 'utf8'));
    const jobs = Object.values(Object(dig(document, 'jobs')));
    const runs = jobs.flatMap((job) => items(dig(job, 'steps')).map((step) => text(dig(step, 'run')) ?? ''));
    const found = runs.find((run) => run.includes(words));
    if (found === undefined) throw new Error(`no step of ${workflow} runs ${words}`);
    return found;
  };
  const pullRequest = 'meshwright-pull-request.yml';

  test('main is up to date and sound', () => {
    there.must(script('meshwright-main.yml', 'synth --check'));
    there.must(script('meshwright-main.yml', 'check dist'));
  });

  test('a pull request with a stale output fails, and one from a fork is judged without code of its own', () => {
    there.must(script(pullRequest, 'synth --check'));
    there.must("sed -i 's/replicas: 2/replicas: 4/' applications/hello.yaml");
    expect(there.run(script(pullRequest, 'synth --check')).status).toBe(1);
    for (const FORK of ['true', 'false']) there.must(script(pullRequest, 'FORK'), { environment: { FORK } });
    there.must('git checkout -q applications');
  });

  test('the difference of a pull request is the summary of its run, and what its comment will be', () => {
    there.must(
      `sed -i 's/replicas: 2/replicas: 3/' applications/hello.yaml && npx meshwright synth && git add . && ${git} commit -qm three`,
    );
    const environment = { GITHUB_STEP_SUMMARY: 'summary.md', GITHUB_OUTPUT: 'output.txt' };
    there.must(script(pullRequest, 'GITHUB_OUTPUT'), { environment });
    const summary = readFileSync(join(there.path, 'summary.md'), 'utf8');
    expect(summary).toContain('web-v1');
    expect(readFileSync(join(there.path, 'output.txt'), 'utf8')).toContain(summary);
  });

  test('the hooks for pre-commit and the action run in it, and fail where the output is stale', () => {
    const read = (file: string): unknown => parse(readFileSync(join(repository, file), 'utf8'));
    const hooks = items(read('.pre-commit-hooks.yaml'));
    const entries = hooks.map((hook) => text(dig(hook, 'entry')) ?? '');
    const runs = items(dig(read('action.yml'), 'runs', 'steps')).map((step) => text(dig(step, 'run')) ?? '');
    const judging = runs.find((run) => run.includes('EXTENSIONS')) ?? '';
    const comparing = runs.find((run) => run.includes('BASE')) ?? '';
    expect(hooks.map((hook) => dig(hook, 'pass_filenames'))).toEqual([false, false]);
    for (const entry of entries) there.must(entry);
    for (const EXTENSIONS of ['true', 'false']) there.must(judging, { environment: { EXTENSIONS } });
    const environment = { BASE: 'HEAD^1', GITHUB_OUTPUT: 'action.txt', GITHUB_STEP_SUMMARY: 'action.md' };
    there.must(comparing, { environment });
    expect(readFileSync(join(there.path, 'action.txt'), 'utf8')).toMatch(
      /^diff<<end-\w+\n[\s\S]*web-v1[\s\S]*\nend-\w+\n$/,
    );
    there.must("sed -i 's/replicas: 3/replicas: 4/' applications/hello.yaml");
    expect(there.run(entries[0] ?? '').status).toBe(1);
    expect(there.run(judging, { environment: { EXTENSIONS: 'true' } }).status).toBe(1);
    there.must('git checkout -q applications');
  });

  test("the output that follows a bot's change is pushed to the bot's branch, and nothing where none follows", () => {
    there.must('git init -q --bare ../origin/example/platform && git checkout -q -b renovate/agnhost');
    const environment = {
      BRANCH: 'renovate/agnhost',
      SERVER: `file://${join(there.path, '../origin')}`,
      REPOSITORY: 'example/platform',
      TOKEN: 'x',
    };
    const push = script('meshwright-bots.yml', 'push');
    expect(there.must(push, { environment })).toBe('the output is up to date\n');
    there.must(`sed -i 's/agnhost:2.53/agnhost:2.54/' applications/hello.yaml && ${git} commit -qam bump`);
    there.must(script('meshwright-bots.yml', 'meshwright synth'));
    there.must(push, { environment });
    const log = 'git --git-dir ../origin/example/platform log --format=%s -n 2 renovate/agnhost';
    expect(there.must(log)).toBe('Write the output that follows\nbump\n');
    expect(there.must('git show --stat --format= HEAD')).toContain('dist/production/60-routes/hello.yaml');
  });
});
