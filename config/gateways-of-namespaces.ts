import { z } from 'zod';
import { loadBalancerFields } from './gateway-edge';
import { autoscaling, replicas } from './gateway-scaling';
import { dnsLabel, uuid } from './primitives';

/** Whose Gateways there are where Kong Operator makes a gateway of each: pods, a load balancer and a control plane of its own. */
export const gatewaysOfOperator = z.enum(['cluster', 'namespace']).default('cluster').meta({
  description:
    'One Gateway for the cluster, or one in each namespace that publishes, for its own routes alone: with pods, a load balancer and a control plane of its own. Default: cluster.',
});

const { annotations, scheme } = loadBalancerFields.shape;

const own = z.strictObject({
  replicas: replicas.optional().meta({ description: 'Replicas of it. Default: `gateway.replicas`.' }),
  autoscaling: autoscaling.meta({
    description: 'Its replicas by load. Default: `gateway.autoscaling`.',
  }),
  loadBalancer: z
    .strictObject({
      scheme: scheme.removeDefault().optional().meta({
        description: 'Whether it has public addresses. Default: `gateway.loadBalancer.scheme`.',
      }),
      annotations: annotations.meta({
        description: 'Further annotations of its Service, beside those of `gateway.loadBalancer`.',
      }),
    })
    .prefault({})
    .meta({ description: 'Its Network Load Balancer.' }),
});

const description = 'With gateways: namespace, what is otherwise for the Gateway of a namespace.';

/** What is otherwise for the Gateway of a namespace, by namespace. */
export const namespaces = z.record(dnsLabel, own).default({}).meta({ description });

/** The same where Konnect configures each of them, by a control plane of its own. */
export const namespacesInKonnect = z
  .record(
    dnsLabel,
    own.extend({
      controlPlaneId: uuid.optional().meta({
        description:
          'Id of its control plane in Konnect, which is there. Default: the operator makes one, and deletes it with the Gateway.',
      }),
    }),
  )
  .default({})
  .meta({ description });

/** Most characters of a namespace whose Gateway the operator makes: its name is a value of labels, after `kong-`. */
export const mostOfNamespace = 58;
