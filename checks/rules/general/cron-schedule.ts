import { cronForm, cronProblem } from '../../../pod-spec/cron-schedule';
import { dig, pointer, text } from '../../../references/fields';
import type { ObjectRule } from '../../rule';

export const cronSchedule: ObjectRule = {
  id: 'general/cron-schedule',
  severity: 'error',
  title: 'the schedule of a CronJob is none',
  why: 'The API server refuses the object, and whatever is applied with it waits.',
  source:
    'kubernetes v1.35.4 pkg/apis/batch/validation/validation.go validateScheduleFormat; robfig/cron v3 parser.go',
  measured:
    'kube-apiserver v1.35.4 refuses the failing example (expected exactly 5 fields), and takes the passing one.',
  kinds: ['batch/CronJob'],
  *checkObject(object) {
    const schedule = text(dig(object, 'spec', 'schedule'));
    const problem = schedule === undefined ? undefined : cronProblem(schedule);
    if (schedule === undefined || problem === undefined) return;
    yield {
      object,
      path: pointer('spec', 'schedule'),
      message: `CronJob ${object.metadata.name} has no schedule that Kubernetes reads: ${problem}`,
      found: schedule,
      expected: cronForm,
      mend: 'write when it runs in five fields, or @daily and its like',
    };
  },
  example: {
    given: ['Namespace prod'],
    fails: example('every night'),
    passes: example('0 3 * * *'),
  },
};

function example(schedule: string): string {
  return `
apiVersion: batch/v1
kind: CronJob
metadata: {name: cleanup, namespace: prod}
spec:
  schedule: "${schedule}"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers: [{name: cleanup, image: "example.com/cleanup:1.0.0"}]
`;
}
