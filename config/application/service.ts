import { z } from 'zod';
import { cronForm, cronProblem } from '../../pod-spec/cron-schedule';
import { protocols } from '../graph/service-graph';
import { kubernetes } from '../kubernetes/field';
import { percent, text, wholeNumber } from '../primitives';
import { absolutePath, objectName, partName, portName } from './names';
import { routes, traffic } from './traffic';
import { workloadFields } from './workload';

/** What a service calls: a service or external host of its application, or `application/service`. */
const called = text(
  'the name of a service or external host, or application/service',
  /^[a-z]([-a-z0-9]*[a-z0-9])?(\/[a-z]([-a-z0-9]*[a-z0-9])?)?$/,
);

/** Who may call a service from another application. */
const caller = text(
  'an application, or application/service',
  /^[a-z]([-a-z0-9]*[a-z0-9])?(\/[a-z]([-a-z0-9]*[a-z0-9])?)?$/,
);

const port = z.strictObject({
  port: wholeNumber(1, 65_535).meta({ description: 'Port of the Service.' }),
  targetPort: wholeNumber(1, 65_535)
    .optional()
    .meta({ description: 'Port of the container. Default: the same.' }),
  protocol: z.enum(protocols).meta({ description: 'What it speaks; routes and checks follow from it.' }),
});

/** One version of a service: its share of the calls, and whatever is another than the service's. */
export const versionSchema = z.strictObject({
  weight: percent.optional().meta({
    description: 'Percent of the calls. One version may leave it out, and takes what the others leave.',
  }),
  ...workloadFields,
});

/** When a CronJob runs, and what is kept of it. */
const cronJobFields = {
  schedule: z
    .string('text')
    .refine((schedule) => cronProblem(schedule) === undefined, { error: cronForm })
    .optional()
    .meta({ description: 'When a CronJob runs, as cron has it.' }),
  timeZone: z.string('text').optional().meta({ description: 'Time zone of the schedule.' }),
  concurrencyPolicy: z
    .enum(['Allow', 'Forbid', 'Replace'])
    .optional()
    .meta({ description: 'What happens when the last run has not ended.' }),
  suspend: z.boolean().optional().meta({ description: 'Whether a CronJob does not run for now.' }),
  startingDeadlineSeconds: wholeNumber(0, 604_800)
    .optional()
    .meta({ description: 'Seconds after which a missed run is not made up for.' }),
  successfulJobsHistoryLimit: wholeNumber(0, 100)
    .optional()
    .meta({ description: 'How many runs that succeeded are kept.' }),
  failedJobsHistoryLimit: wholeNumber(0, 100)
    .optional()
    .meta({ description: 'How many runs that failed are kept.' }),
  job: kubernetes("Any other field of a run's JobSpec, such as backoffLimit.", 'JobSpec', {
    without: ['template', 'selector', 'manualSelector'],
  }),
} as const;

export const cronJobKeys: readonly string[] = Object.keys(cronJobFields);

/** The fields of a service that only a service with a port has. */
export const portKeys: readonly string[] = ['routes', 'callers', ...Object.keys(traffic)];

/** A service: what runs, who is called, and how its callers share their calls among its versions. */
export const serviceSchema = z.strictObject({
  kind: z
    .enum(['Deployment', 'StatefulSet', 'CronJob'])
    .default('Deployment')
    .meta({ description: 'What keeps its pods.' }),
  ports: z.record(portName, port).optional().meta({
    description:
      'Ports, by name, such as http: {port: 8080, protocol: http}. A service without one only calls: a worker.',
  }),
  versions: z.record(partName, versionSchema).meta({
    description: 'Versions, by name. Default: v1 alone.',
  }),
  calls: z.array(called).default([]).meta({
    description: 'What it calls: services and external hosts of the application, and `application/service`.',
  }),
  callers: z
    .union([z.literal('any'), z.array(caller)], 'any, or a list of applications and application/service')
    .optional()
    .meta({ description: 'Who may call it from other applications.' }),
  existing: z
    .strictObject({
      service: objectName.meta({ description: 'Name of the Service by which it is called.' }),
      serviceAccount: objectName.meta({ description: 'Name of the ServiceAccount of its pods.' }),
    })
    .optional()
    .meta({
      description:
        'Workload, ServiceAccount and Service are there already; the labels of each version say which pods are its own.',
    }),
  metrics: z
    .strictObject({
      port: wholeNumber(1, 65_535).meta({ description: 'Port of the container.' }),
      path: absolutePath.default('/metrics').meta({ description: 'Path of the page.' }),
    })
    .optional()
    .meta({
      description:
        'Where its pods give metrics of their own for Prometheus, which the cluster asks for by `observability`. Default: nowhere.',
    }),
  routes,
  ...traffic,
  ...cronJobFields,
  ...workloadFields,
});

export type ServiceConfig = z.infer<typeof serviceSchema>;
export type VersionConfig = z.infer<typeof versionSchema>;
