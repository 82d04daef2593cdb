import { join } from 'node:path';
import { families, familyOf } from '../../../checks/rule';
import { rules } from '../../../checks/rules';
import {
  answersTo,
  type ExampleAnswer,
  type Ground,
  groundOf,
  readAnswers,
} from '../../../tools/rules/answers';
import { apiServerJudge } from '../../faults/foreign/api-server';
import { appMeshJudge } from '../../faults/foreign/app-mesh-judge';
import { answersAbout, type Judge } from '../../faults/foreign/examples';
import { markdownTable } from '../markdown-table';
import { Findings, type PartResult } from '../report';
import { onMachine } from '../server/on-machine';
import { goPins } from '../versions';

const recorded = join(__dirname, '..', '..', 'checks', 'verdicts', 'examples.json');

/**
 * Asks the programs of the lane of the examples of all rules again, and says what every rule rests on. Answers of programs that
 * only `npm run faults -- --foreign --examples` asks are counted as they were recorded.
 */
export async function examplesPart(): Promise<PartResult> {
  const findings = new Findings();
  const known = readAnswers(recorded);
  const [server] = goPins('kube-apiserver');
  const controller = onMachine('MESHWRIGHT_APP_MESH_CONTROLLER', 'appmesh-controller');
  if (server !== undefined) await askAgain(await apiServerJudge(server.version), known, findings);
  if (controller !== undefined) await askAgain(await appMeshJudge(controller), known, findings);
  const grounds = rules.map((rule) => ({ rule, ground: groundOf(rule, known) }));
  const of = (ground: Ground) => grounds.filter((each) => each.ground === ground).length;
  findings.claim(
    `of ${rules.length} rules programs have answered the examples of ${of('answered')}, ${of('measured')} more were measured, and ${of('source')} rest on their source, because no program can be asked`,
    grounds.filter(({ ground }) => ground === undefined).map(({ rule }) => `${rule.id} rests on nothing`),
  );
  const rows = families.map((family) => {
    const own = grounds.filter(({ rule }) => familyOf(rule) === family);
    const count = (ground: Ground) => String(own.filter((each) => each.ground === ground).length);
    return [family, String(own.length), count('answered'), count('measured'), count('source')];
  });
  return findings.result('Rules: what programs say of their examples', goPins('kube-apiserver'), {
    note: `Each rule has an example that fails and one that passes. A program has answered where it refuses the one and takes the other, or takes
both and the rule is about what becomes of them; [rules.md](rules.md) says which, and what was measured of others.`,
    details: markdownTable([['family', 'rules', 'answered', 'measured', 'source'], ...rows]),
  });
}

/** Holds what a program says now to what was recorded. */
async function askAgain(
  judge: Judge & { readonly stop: () => Promise<void> },
  known: readonly ExampleAnswer[],
  findings: Findings,
): Promise<void> {
  try {
    const now = await answersAbout([judge], []);
    const before = new Map(
      rules
        .flatMap((rule) => answersTo(rule, known))
        .filter(({ program }) => program === judge.name)
        .map((answer) => [answer.rule, answer]),
    );
    const others = now.filter(({ rule, refused }) => {
      const said = before.get(rule);
      return said !== undefined && said.refused !== refused;
    });
    const asked = new Set(now.map(({ rule }) => rule));
    const silent = [...before.keys()].filter((rule) => !asked.has(rule));
    findings.claim(`${judge.name} answers the examples of ${before.size} rules as rules.md says`, [
      ...others.map(
        ({ rule, refused }) =>
          `${judge.name} ${refused ? 'refuses' : 'takes'} what ${rule} calls wrong, other than it was recorded`,
      ),
      ...silent.map((rule) => `${judge.name} no longer answers the examples of ${rule}`),
    ]);
  } finally {
    await judge.stop();
  }
}
