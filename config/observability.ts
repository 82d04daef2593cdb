import { z } from 'zod';
import { dnsLabel, hostName, text, wholeNumber } from './primitives';

/** A stretch of time as Prometheus and Kubernetes both write it, of one unit. */
const interval = text('a time with its unit, such as 30s or 1m', /^[1-9][0-9]{0,3}[sm]$/);

const port = wholeNumber(1, 65_535);

const collector = z.strictObject({
  host: hostName.meta({
    description:
      'Where it is called, without TLS: a Service such as adot-collector.observability.svc.cluster.local, outside the mesh.',
  }),
  grpcPort: port
    .default(4317)
    .meta({ description: 'Its port for OTLP by gRPC, by which the mesh calls it.' }),
  httpPort: port
    .default(4318)
    .meta({ description: 'Its port for OTLP by HTTP, by which the gateway calls it.' }),
});

const collectorName = (what: string) =>
  dnsLabel.optional().meta({ description: `Collector that gets ${what}. Default: the only one.` });

const traces = z
  .strictObject({
    collector: collectorName('them'),
    sampling: wholeNumber(0, 100).default(10).meta({
      description:
        'Percent of the calls that begin here of which a trace is kept; a call that comes with a trace is kept as its caller says.',
    }),
  })
  .meta({
    description:
      "Traces of gateway and mesh, by W3C's headers; the gateway also reads those of B3 and X-Ray.",
  });

const metrics = z
  .strictObject({
    collector: collectorName('them'),
    interval: interval.default('60s').meta({ description: 'How often a proxy sends them.' }),
  })
  .meta({ description: "The mesh's metrics, sent by each proxy. Prometheus fetches them: `prometheus`." });

const accessLogs = z
  .strictObject({
    collector: dnsLabel.optional().meta({
      description:
        "Collector that gets them. Default: none; each proxy writes JSON to its container's output.",
    }),
    callers: z.boolean().default(false).meta({
      description:
        'Whether a call is also logged where it begins, as those that reach nobody are only there.',
    }),
  })
  .meta({
    description: 'A line for each call within the mesh, without query and headers but those of its trace.',
  });

const labels = z.record(z.string(), z.string('text, in quotes if it looks like a number or a switch'));

const alerts = z
  .strictObject({
    enabled: z.boolean().default(true).meta({ description: 'Whether there are any.' }),
    errorPercent: wholeNumber(1, 100).default(5).meta({
      description: 'Percent of the answers of a route, or of a version of a service, that may be errors.',
    }),
    latencyMilliseconds: wholeNumber(1, 600_000).default(1000).meta({
      description: 'Milliseconds within which 95 of 100 calls of a route or a version are answered.',
    }),
    expiryDays: wholeNumber(1, 365).default(30).meta({
      description: 'Days before a licence, a certificate of a gateway in Konnect or a date expires.',
    }),
    dates: z
      .record(
        text('what expires, in a few words, such as the token of the zone', /^\S(.{0,78}\S)?$/),
        text('a day, such as 2027-03-01', /^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/),
      )
      .default({})
      .meta({
        description: 'What expires and no program tells of, and when: tokens, the licence of Kong Mesh.',
      }),
  })
  .prefault({})
  .meta({ description: 'Alerts (PrometheusRules).' });

const prometheus = z
  .strictObject({
    monitors: z.enum(['pods', 'services']).default('pods').meta({
      description:
        'What Prometheus finds its targets by: PodMonitors, or ServiceMonitors where the target has a Service.',
    }),
    labels: labels.default({}).meta({
      description: 'Labels by which Prometheus selects monitors and rules, such as release: prometheus.',
    }),
    interval: interval.default('30s').meta({ description: 'How often metrics are fetched.' }),
    alerts,
  })
  .meta({
    description:
      "Monitors and alerts for Prometheus' operator, which has to be among `given` (prometheus-operator).",
  });

const dashboard = z
  .strictObject({
    labels: labels.default({ grafana_dashboard: '1' }).meta({
      description: "Labels by which Grafana's sidecar finds it.",
    }),
  })
  .meta({ description: 'A dashboard for Grafana of these metrics, as a ConfigMap.' });

/** What gateway, mesh and operators tell of themselves, and to whom. */
export const observabilitySchema = z
  .strictObject({
    collectors: z.record(dnsLabel, collector).default({}).meta({
      description:
        'Collectors of OpenTelemetry by name, such as ADOT, which sends on to X-Ray and CloudWatch.',
    }),
    gateway: z.boolean().default(true).meta({
      description:
        "Whether the gateway's plugins `opentelemetry` and `prometheus` are ours; false where Konnect configures the gateway.",
    }),
    traces: traces.optional(),
    metrics: metrics.optional(),
    accessLogs: accessLogs.optional(),
    prometheus: prometheus.optional(),
    dashboard: dashboard.optional(),
  })
  .meta({ description: 'Traces, metrics, access logs, alerts and a dashboard. Default: none.' });

export type ObservabilityConfig = z.infer<typeof observabilitySchema>;
export type AlertsConfig = NonNullable<ObservabilityConfig['prometheus']>['alerts'];
export type CollectorConfig = ObservabilityConfig['collectors'][string];

/** A collector with its name. */
export interface NamedCollector extends CollectorConfig {
  readonly name: string;
}

/** The collector of a signal: the one that it names, or the only one. undefined where there is none such. */
export function collectorOf(
  observability: Pick<ObservabilityConfig, 'collectors'> | undefined,
  signal: { readonly collector?: string | undefined } | undefined,
): NamedCollector | undefined {
  if (observability === undefined || signal === undefined) return undefined;
  const names = Object.keys(observability.collectors);
  const name = signal.collector ?? (names.length === 1 ? names[0] : undefined);
  if (name === undefined || !Object.hasOwn(observability.collectors, name)) return undefined;
  const found = observability.collectors[name];
  return found === undefined ? undefined : { name, ...found };
}
