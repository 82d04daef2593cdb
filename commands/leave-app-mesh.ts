/** `meshwright leave-app-mesh PATH... --out DIR`: App Mesh's YAML in, Kong Mesh's out, with an account of every field. */
import { relative, resolve } from 'node:path';
import { isOfAppMesh } from '../migrate/account';
import { leaveAppMesh } from '../migrate/leave';
import type { FieldEntry, LeaveFinding, LeaveResult } from '../migrate/result';
import { isKept } from '../migrate/runbook-words';
import { type LeaveArguments, leaveArguments } from './leave-app-mesh/arguments';
import { checkStep } from './leave-app-mesh/check-step';
import { documentsOf } from './leave-app-mesh/documents';
import { explainRouting } from './leave-app-mesh/explain';
import { filesOf } from './leave-app-mesh/folder';
import { noteOf, toldHere } from './leave-app-mesh/notices';
import { refusalsOf } from './leave-app-mesh/refused';
import { notWritable, writeFolder } from './leave-app-mesh/write';
import { findBuilder } from './manifests/build-kustomization';
import { type Inputs, readInputs } from './manifests/inputs';
import { whole } from './manifests/read-files';
import { runProgram } from './process-world';
import { type Diagnostic, render } from './render';
import { problemDiagnostics } from './render-problems';
import type { World } from './world';

/** Runs the command. @returns the exit status: 0 exact, 3 losses, 1 findings, 2 unreadable input or wrong usage */
export function leaveCommand(argv: readonly string[], world: World): number {
  const [first, ...rest] = argv;
  if (first === 'check-step') return checkStep(rest, world);
  if (first === 'explain') return explainRouting(rest, world);
  const parsed = leaveArguments(argv);
  if ('usage' in parsed) {
    (parsed.wrong ? world.stderr : world.stdout).write(parsed.usage);
    return parsed.wrong ? 2 : 0;
  }
  const { out } = parsed;
  const why = out === undefined ? undefined : notWritable(out);
  if (out !== undefined && why !== undefined) {
    say(
      world,
      problemDiagnostics([whole(out, 'not written', why, 'name another folder, or empty this one')]),
    );
    return 2;
  }
  const inputs = read(parsed, world);
  if (inputs.problems.length > 0) {
    say(world, problemDiagnostics(toldHere(inputs.problems)));
    return 2;
  }
  return convert(parsed, inputs, world);
}

/** What the paths hold, without what an earlier run wrote among them. */
function read({ paths, out }: LeaveArguments, world: World): Inputs {
  const builder = findBuilder(world.environment.PATH);
  const inputs = readInputs(paths, {
    ...(builder === undefined ? {} : { builder }),
    excluded: (path, folder) =>
      out !== undefined && !relative(resolve(out), resolve(folder, path)).startsWith('..'),
  });
  const found = inputs.sets.some(({ objects }) =>
    objects.some(({ manifest }) => isOfAppMesh({ manifest, file: '', lineOf: () => 1 })),
  );
  if (found || inputs.problems.length > 0) return inputs;
  const mend =
    'name the files, or the folder, that hold them: kubectl get virtualnodes.appmesh.k8s.aws -A -o yaml';
  return {
    ...inputs,
    problems: paths.map((path) => whole(path, 'nothing to leave', 'no object of App Mesh', mend)),
  };
}

function convert(parsed: LeaveArguments, inputs: Inputs, world: World): number {
  const { documents, notices } = documentsOf(inputs);
  const leftOut = toldHere(inputs.notices);
  say(world, problemDiagnostics(leftOut));
  const refused = refusalsOf(documents, inputs);
  const result = leaveAppMesh(documents, parsed.options);
  const findings = [...refused, ...result.findings];
  if (findings.length > 0) {
    say(world, findings.map(findingDiagnostic));
    world.stderr.write(`${findings.length} finding${findings.length === 1 ? '' : 's'}: nothing is written\n`);
    return 1;
  }
  const complete: LeaveResult = {
    ...result,
    report: { ...result.report, notes: [...leftOut.map(noteOf), ...notices, ...result.report.notes] },
  };
  const { out } = parsed;
  if (out !== undefined) writeFolder(out, filesOf(complete, documents), isKept);
  const open = complete.report.losses.filter((loss) => !parsed.allowed.has(`${loss.kind}:${loss.object}`));
  say(world, grouped(open).map(lossDiagnostic));
  world.stdout.write(summary(complete, out));
  return open.length > 0 ? 3 : 0;
}

function summary({ report, objects, patches, plan }: LeaveResult, out: string | undefined): string {
  const of = (verdict: FieldEntry['verdict']) =>
    report.fields.filter((each) => each.verdict === verdict).length;
  return [
    `${report.fields.length} fields: ${of('kept')} kept, ${of('changed')} changed, ${of('lost')} lost, ${of('ignored')} ignored`,
    `${report.requests.length} kinds of requests are answered otherwise`,
    `${objects.length} objects, ${patches.length} patches, ${plan.moves.length} workloads to move`,
    out === undefined ? 'nothing is written (--check)' : `read ${out}/report.md, then ${out}/runbook.md`,
    '',
  ].join('\n');
}

function findingDiagnostic(finding: LeaveFinding): Diagnostic {
  const { object, field, file, line, message, found, expected, mend } = finding;
  return {
    severity: 'error',
    title: `${object}: ${message}`,
    location: `${file}:${line}`,
    notes: [
      ['field', field],
      ['found', found],
      ['expected', expected],
      ['mend', mend],
    ],
  };
}

/** What is lost for one reason in one object is said once, at its first field. */
function grouped(losses: readonly FieldEntry[]): readonly (FieldEntry & { readonly more: number })[] {
  const found = new Map<string, FieldEntry & { readonly more: number }>();
  for (const loss of losses) {
    const key = JSON.stringify([loss.kind, loss.object, loss.reason]);
    const first = found.get(key);
    found.set(key, first === undefined ? { ...loss, more: 0 } : { ...first, more: first.more + 1 });
  }
  return [...found.values()];
}

function lossDiagnostic({
  kind,
  object,
  field,
  file,
  line,
  more,
  reason = '',
  upstream = '',
}: FieldEntry & { readonly more: number }): Diagnostic {
  return {
    severity: 'warning',
    title: `${kind} ${object}: ${field} is lost${more === 0 ? '' : `, and ${more} more of its fields`}`,
    location: `${file}:${line}`,
    notes: [
      ['why', reason],
      ['upstream', upstream],
      ['mend', `agree to it: --allow-loss ${kind}:${object}`],
    ],
  };
}

function say(world: World, diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length > 0) world.stderr.write(render(diagnostics, { colour: false }));
}

if (require.main === module) void runProgram((world) => leaveCommand(process.argv.slice(2), world));
