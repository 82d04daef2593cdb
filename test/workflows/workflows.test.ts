import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import packageFile from '../../package.json';
import { dig, fields, items, text } from '../../references/fields';
import { RepositoryCopy } from '../repository-copy';

const folders = ['.github/workflows', 'templates/workflows'].map((path) => join(__dirname, '../..', path));
const files = folders.flatMap((folder) => readdirSync(folder).map((name) => ({ name, folder })));
const workflows = files.map(({ name, folder }) => {
  const source = readFileSync(join(folder, name), 'utf8');
  const document: unknown = parse(source);
  const jobs = Object.entries(fields(dig(document, 'jobs')));
  return { name, source, document, jobs };
});
const steps = workflows.flatMap(({ name, jobs }) =>
  jobs.flatMap(([job, body]) =>
    items(dig(body, 'steps')).map((step) => ({ workflow: name, job, step, run: text(dig(step, 'run')) })),
  ),
);

test.each(workflows)(
  '$name names every action by a full commit hash, with its version beside it',
  ({ source }) => {
    const uses = source.match(/uses:.*/g) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    expect(
      uses.filter((line) => !/^uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)),
    ).toEqual([]);
  },
);

test.each(workflows)(
  '$name gives no right to all of its jobs, and to each only what it asks for',
  ({ name, document, jobs }) => {
    expect(dig(document, 'permissions')).toEqual({});
    for (const [, job] of jobs) {
      const rights = Object.entries(fields(dig(job, 'permissions')));
      expect(rights.length).toBeGreaterThan(0);
      expect(
        rights.filter(
          ([right, grant]) =>
            grant === 'write' &&
            !['security-events', 'pull-requests'].includes(right) &&
            !(name === 'meshwright-bots.yml' && right === 'contents') &&
            !(name === 'release.yml' && right === 'id-token'),
        ),
      ).toEqual([]);
      expect(dig(job, 'timeout-minutes')).toEqual(expect.any(Number));
    }
  },
);

test('no checkout leaves its token behind, and no job that may comment checks the change out', () => {
  const checkouts = steps.filter(({ step }) => text(dig(step, 'uses'))?.startsWith('actions/checkout@'));
  expect(checkouts.length).toBeGreaterThan(0);
  expect(checkouts.filter(({ step }) => dig(step, 'with', 'persist-credentials') !== false)).toEqual([]);
  for (const { jobs } of workflows) {
    for (const [, job] of jobs) {
      if (dig(job, 'permissions', 'pull-requests') !== 'write') continue;
      expect(items(dig(job, 'steps')).filter((step) => dig(step, 'uses') !== undefined)).toEqual([]);
      expect(JSON.stringify(job)).not.toContain('npm');
    }
  }
});

test.each(['main.yml', 'pull-request.yml'])(
  '%s verifies the signature of every package, and that none has a known hole of high severity',
  (name) => {
    const run = steps.filter(({ workflow }) => workflow === name).map((step) => step.run);
    expect(run).toEqual(expect.arrayContaining(['npm audit signatures', 'npm audit --audit-level=high']));
  },
);

test('the main branch leaves an SBOM as an artifact', () => {
  const own = steps.filter(({ workflow }) => workflow === 'main.yml');
  expect(own.map(({ run }) => run)).toContain('npm run -s sbom > sbom.cdx.json');
  expect(own.map(({ step }) => dig(step, 'with', 'path'))).toContain('sbom.cdx.json');
});

test('nothing is written into a script but through its environment', () => {
  expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
});

test('no workflow runs a change with the rights of the branch that it is for', () => {
  expect(workflows.filter(({ source }) => /pull_request_target|workflow_run/.test(source))).toEqual([]);
});

test('every npm script of a workflow is one of package.json', () => {
  const scripts = Object.keys(packageFile.scripts);
  const named = steps.flatMap(({ run }) =>
    [...(run ?? '').matchAll(/\bnpm (?:run (?:-s )?)?([\w:]+)/g)].map(([, name]) => name ?? ''),
  );
  expect(named).toEqual(expect.arrayContaining(['test', 'synth', 'check', 'diff', 'test:browser']));
  expect(
    named.filter((name) => !['ci', 'audit', 'publish'].includes(name) && !scripts.includes(name)),
  ).toEqual([]);
});

describe('in a copy of the repository with a canary moved', () => {
  let copy: RepositoryCopy;

  beforeAll(() => {
    copy = new RepositoryCopy();
    copy.must(
      "sed -i 's/jazz: 5$/jazz: 50/' clusters/us-west-2-kong-mesh.yaml && npm run -s synth && git commit -qam canary",
    );
  }, 120_000);

  afterAll(() => copy.remove());

  const script = (workflow: string, words: string): string => {
    const found = steps.find((each) => each.workflow === workflow && each.run?.includes(words));
    if (found?.run === undefined) throw new Error(`no step of ${workflow} runs ${words}`);
    return found.run;
  };

  test('the output is up to date', () => {
    expect(copy.shell(script('pull-request.yml', 'synth -- --check')).status).toBe(0);
  }, 60_000);

  test('the findings are a SARIF file, and annotations', () => {
    expect(copy.shell(script('pull-request.yml', '--format sarif')).status).toBe(0);
    const sarif: unknown = JSON.parse(readFileSync(join(copy.folder, 'findings.sarif'), 'utf8'));
    expect(dig(sarif, 'version')).toBe('2.1.0');
    expect(copy.shell(script('pull-request.yml', '--format github')).status).toBe(0);
  }, 60_000);

  test('the difference is the summary of the run and the output of its step, whatever stands in it', () => {
    const [summary, output] = [join(copy.folder, 'summary.md'), join(copy.folder, 'output.txt')];
    const environment = { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output };
    const { status, stderr } = copy.shell(script('pull-request.yml', 'GITHUB_OUTPUT'), environment);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const page = readFileSync(summary, 'utf8');
    expect(page.split('\n')[1]).toContain('5 % -> 50 % of calls go to `jazz-v2`');
    const [, end, value] =
      /^comment<<(end-[0-9a-f]{32})\n([\s\S]*)\n\1\n$/.exec(readFileSync(output, 'utf8')) ?? [];
    expect(end).toBeDefined();
    expect(`${value}\n`).toBe(page);
  }, 60_000);

  test.each([
    ['', 'POST repos/example/platform/issues/7/comments'],
    ['41\n42\n', 'PATCH repos/example/platform/issues/comments/41'],
  ])('with the comments %j of its own, the comment goes to %s', (known, request) => {
    const tools = join(copy.folder, 'tools-of-the-test');
    mkdirSync(tools, { recursive: true });
    // Stands in for the command line of GitHub: lists the comments, or keeps what it is asked to write.
    writeFileSync(
      join(tools, 'gh'),
      `#!/bin/bash\ncase "$*" in *--paginate*) printf '%s' "$KNOWN" ;; *) echo "$4 $5" > request.txt; cat > body.txt ;; esac\n`,
    );
    chmodSync(join(tools, 'gh'), 0o755);
    const hostile = '<!-- meshwright diff -->\n$(touch broken) `touch broken` "; touch broken; \'\n';
    const { status, stderr } = copy.shell(script('pull-request.yml', 'gh api'), {
      PATH: `${tools}:${process.env.PATH ?? ''}`,
      KNOWN: known,
      COMMENT: hostile,
      NUMBER: '7',
      REPOSITORY: 'example/platform',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readFileSync(join(copy.folder, 'request.txt'), 'utf8').trim()).toBe(request);
    expect(readFileSync(join(copy.folder, 'body.txt'), 'utf8')).toBe(hostile);
    expect(readdirSync(copy.folder)).not.toContain('broken');
  });
});
