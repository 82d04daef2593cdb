import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { lacking } from '../../migrate/check-step';
import type { MovePlan } from '../../migrate/result';
import { stepsOf } from '../../migrate/steps';
import { readInputs } from '../manifests/inputs';
import { render } from '../render';
import { problemDiagnostics } from '../render-problems';
import type { World } from '../world';
import { outputIn } from './output';

const usage =
  'meshwright leave-app-mesh check-step N OUT [FILE] < cluster.yaml\n\nSays from what kubectl get -o yaml printed whether step N of OUT/runbook.md is done.\n\nExit status: 0 done, 1 not done, 2 wrong usage or unreadable input.\n';

/** Runs `check-step`. @returns the exit status: 0 done, 1 not done, 2 wrong usage or unreadable input */
export function checkStep(argv: readonly string[], world: World): number {
  const [number, out, file = '-', ...more] = argv;
  if (number === '--help') {
    world.stdout.write(usage);
    return 0;
  }
  if (out === undefined || more.length > 0 || !/^[1-9][0-9]*$/.test(number ?? '')) {
    world.stderr.write(usage);
    return 2;
  }
  if (!existsSync(join(out, 'plan.json'))) {
    world.stderr.write(`${out}: no plan.json: it is no folder that leave-app-mesh wrote\n`);
    return 2;
  }
  const plan = planSchema.parse(JSON.parse(readFileSync(join(out, 'plan.json'), 'utf8')));
  const wanted = outputIn(out);
  const steps = stepsOf({ plan, objects: wanted.objects });
  const step = steps[Number(number) - 1];
  if (step === undefined) {
    world.stderr.write(`step ${number}: the runbook has ${steps.length} steps\n`);
    return 2;
  }
  const cluster = readInputs([file]);
  if (cluster.problems.length > 0) {
    world.stderr.write(render(problemDiagnostics(cluster.problems), { colour: false }));
    return 2;
  }
  const found = cluster.sets.flatMap(({ objects }) => objects.map(({ manifest }) => manifest));
  const missing = lacking(step, wanted, found);
  if (missing.length === 0) {
    world.stdout.write(`step ${number} is done: ${step.title}\n`);
    return 0;
  }
  world.stdout.write(
    `step ${number} is not done: ${step.title}\n${missing.map((line) => `- ${line}\n`).join('')}`,
  );
  return 1;
}

const texts = z.array(z.string());
const planSchema: z.ZodType<MovePlan> = z.object({
  cluster: z.string().exactOptional(),
  mesh: z.string(),
  closed: z.boolean(),
  namespaces: texts,
  moves: z.array(
    z.object({
      kind: z.string(),
      namespace: z.string(),
      name: z.string(),
      services: texts,
      tls: z.boolean(),
      group: z.string().exactOptional(),
      selectedBy: texts,
    }),
  ),
  unmoved: texts,
  tls: z.boolean(),
  gateways: z.array(
    z.object({
      namespace: z.string(),
      name: z.string(),
      workloads: z.array(z.object({ kind: z.string(), name: z.string() })),
    }),
  ),
  objects: z.array(z.object({ kind: z.string(), namespace: z.string().exactOptional(), name: z.string() })),
  permissions: z.boolean(),
});
