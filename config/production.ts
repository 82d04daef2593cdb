import { z } from 'zod';
import { objectName } from './application/names';
import { wholeNumber } from './primitives';

const priorityClass = (whose: string) =>
  objectName.optional().meta({
    description: `PriorityClass of ${whose}. It is there already: one of Kubernetes' own, or one under \`given\` as \`PriorityClass name\`. Default: none.`,
  });

/** What a cluster outlives: the loss of nodes and zones, and the end of a pod. */
export const productionSchema = z
  .strictObject({
    spread: z.enum(['prefer', 'require', 'none']).default('prefer').meta({
      description:
        'Whether the pods of one workload lie in different zones and on different nodes: where there is room (`prefer`), or they wait for it (`require`). `topologySpreadConstraints` of an application win.',
    }),
    priorityClasses: z
      .strictObject({
        gateway: priorityClass('the gateway and its controller'),
        controlPlane: priorityClass("the mesh's control plane and proxies of the zone, and the operators"),
      })
      .prefault({})
      .meta({ description: 'Who is scheduled first, and evicted last.' }),
    drainSeconds: wholeNumber(0, 300).default(30).meta({
      description:
        'Seconds for which a pod of the gateway that ends still takes calls, since the load balancer goes on sending some. They are also its deregistration delay.',
    }),
    podSecurity: z.enum(['enforce', 'none']).default('enforce').meta({
      description:
        'Whether the namespaces that are made enforce Pod Security, each at the strictest level that lets its pods in. With a mesh whose init container redirects the traffic that is `privileged`; see `mesh.cni`.',
    }),
    networkPolicies: z.boolean().default(false).meta({
      description:
        'Whether the namespaces that are made shut out what nobody permits, by NetworkPolicies. They hold only where something enforces them, such as the network policy agent of the VPC CNI.',
    }),
  })
  .prefault({})
  .meta({ description: 'What the cluster outlives, and what it refuses.' });

export type ProductionConfig = z.infer<typeof productionSchema>;
