import { z } from 'zod';
import type { Manifest } from '../../references/manifest';
import type { Caller } from './call';

const labels = z.record(z.string(), z.string());

const deployment = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string() }),
  spec: z.object({
    replicas: z.number(),
    template: z.object({
      metadata: z.object({ labels }),
      spec: z.object({
        serviceAccountName: z.string(),
        containers: z.array(z.object({ ports: z.array(z.object({ containerPort: z.number() })) })),
      }),
    }),
  }),
});

const service = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string() }),
  spec: z.object({
    selector: labels.optional(),
    ports: z.array(
      z.object({ port: z.number(), targetPort: z.number(), appProtocol: z.string().optional() }),
    ),
  }),
});

export type DeploymentView = z.infer<typeof deployment>;
export type ServiceView = z.infer<typeof service>;

/** The objects of one kind, in the form that a reader needs of them. */
export function objectsOf<Shape>(
  objects: readonly Manifest[],
  kind: string,
  schema: z.ZodType<Shape>,
): Shape[] {
  return objects.filter((object) => object.kind === kind).map((object) => schema.parse(object));
}

/** What both readers need of the cluster itself: its Deployments and Services. */
export class ClusterView {
  readonly deployments: readonly DeploymentView[];
  readonly services: readonly ServiceView[];

  constructor(readonly objects: readonly Manifest[]) {
    this.deployments = objectsOf(objects, 'Deployment', deployment);
    this.services = objectsOf(objects, 'Service', service);
  }

  /** The Deployments as callers. */
  callers(): Caller[] {
    return this.deployments.map(({ metadata, spec: { template } }) => ({
      ...metadata,
      labels: template.metadata.labels,
      serviceAccount: template.spec.serviceAccountName,
    }));
  }

  /** The Service that a name of the cluster's DNS stands for. */
  serviceOf(host: string): ServiceView | undefined {
    return this.services.find(
      ({ metadata }) => host === `${metadata.name}.${metadata.namespace}.svc.cluster.local`,
    );
  }

  /** The Deployments whose pods a Service selects, and that listen on a port. */
  behind(found: ServiceView, port: number): DeploymentView[] {
    const { selector } = found.spec;
    const target = found.spec.ports.find((each) => each.port === port)?.targetPort;
    return this.deployments.filter(
      ({ metadata, spec: { template } }) =>
        selector !== undefined &&
        metadata.namespace === found.metadata.namespace &&
        includes(template.metadata.labels, selector) &&
        template.spec.containers.some(({ ports }) =>
          ports.some(({ containerPort }) => containerPort === target),
        ),
    );
  }
}

/** `namespace/name`. */
export function keyOf({ metadata }: DeploymentView): string {
  return `${metadata.namespace}/${metadata.name}`;
}

/** Whether labels are all that a selector asks for. */
export function includes(
  found: Readonly<Record<string, string>>,
  selector: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(selector).every(([key, value]) => found[key] === value);
}
