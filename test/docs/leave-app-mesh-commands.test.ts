import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { helmChartVersions, kongMeshChart } from '../../charts/versions';
import { leaveCommand } from '../../commands/leave-app-mesh';
import { callsIn, commandsIn, stepsIn } from '../cluster/leave-app-mesh/commands';
import { forms, formsOf } from '../cluster/leave-app-mesh/forms';
import { leavingSets } from '../migrate/leaving-sets';

const page = readFileSync(resolve(__dirname, '../../docs/leave-app-mesh.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'meshwright-commands-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...argv: readonly string[]) {
  let said = '';
  const stream = { write: (text: string) => (said += text) };
  return { status: leaveCommand(argv, { environment: {}, stdout: stream, stderr: stream }), said };
}

const written = leavingSets.map(({ name, text, flags }, i) => {
  const input = join(folder, `${i}.yaml`);
  const out = join(folder, String(i));
  writeFileSync(input, text);
  const { status, said } = run(input, '--out', out, ...flags);
  if (status !== 0) throw new Error(`${name}: ${said}`);
  const runbook = readFileSync(join(out, 'runbook.md'), 'utf8');
  const script = readFileSync(join(out, 'finish.sh'), 'utf8');
  return { name, input, out, runbook, script, steps: stepsIn(runbook) };
});

const commands = [
  ...commandsIn(page),
  ...written.flatMap(({ runbook }) => commandsIn(runbook)),
  ...written.flatMap(({ script }) => callsIn(script)),
];

describe('the commands of docs/leave-app-mesh.md, runbook.md and finish.sh', () => {
  it('are each of one known form, so that a new one is noticed', () => {
    const unknown = [...new Set(commands)].filter((command) => formsOf(command).length !== 1);
    expect(unknown.map((command) => [command, formsOf(command).map(({ what }) => what)])).toEqual([]);
  });

  it('are all that the list has', () => {
    const idle = forms.filter(({ pattern }) => !commands.some((command) => pattern.test(command)));
    expect(idle.map(({ what }) => what)).toEqual([]);
  });

  it('can all be run against an API server alone, but for those of Helm', () => {
    const not = commands.filter((command) => formsOf(command).some(({ notRun }) => notRun !== undefined));
    expect(not.length).toBeGreaterThan(0);
    expect(not.filter((command) => !command.startsWith('helm '))).toEqual([]);
  });

  it('name each chart’s repository and version as the generator has them', () => {
    const { ingress } = helmChartVersions;
    const mesh = kongMeshChart('2.14');
    for (const command of commands.filter((each) => /^helm (repo|upgrade)/.test(each))) {
      const { repository, version } = command.includes('kong-mesh') ? mesh : ingress;
      expect(command).toContain(command.startsWith('helm repo') ? repository : `--version ${version} `);
    }
  });
});

describe.each(written)('the runbook $name', ({ input, out, steps }) => {
  it('has a check for each step, which reads what kubectl prints of the cluster and is not done before the step is', () => {
    expect(steps.map(({ number }) => number)).toEqual(steps.map((_, i) => i + 1));
    for (const { number, check } of steps) {
      const [command = ''] = check;
      expect(command).toContain(`meshwright leave-app-mesh check-step ${number} .`);
      expect([0, 1]).toContain(run('check-step', String(number), out, input).status);
    }
    expect(run('check-step', String(steps.length + 1), out, input).status).toBe(2);
    // What the cluster has at first: nothing is moved.
    const moves = steps.filter(({ title }) => title.startsWith('Move'));
    expect(moves.map(({ number }) => run('check-step', String(number), out, input).status)).toEqual(
      moves.map(() => 1),
    );
  });

  it('has a way back with commands for each step that changes something, but where the old mesh is gone', () => {
    const without = steps.filter(({ back }) => back.length === 0).map(({ title }) => title);
    expect(without).toEqual(['Freeze: nothing restarts by accident', 'Take App Mesh away']);
  });
});
