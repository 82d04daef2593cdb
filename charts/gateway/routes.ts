import type { Construct } from 'constructs';
import { KubeIngress } from '../../imports/k8s';
import { ingressClass } from './names';

export interface RoutesProps {
  readonly name: string;
  readonly namespace: string;
  /** Host that the routes answer to; absent for any. */
  readonly host?: string | undefined;
  /** Path prefix to Service and its port. */
  readonly paths: readonly { readonly path: string; readonly service: string; readonly port: number }[];
  /** Names of the KongPlugins, of the same namespace, that every route runs. */
  readonly plugins: readonly string[];
}

/**
 * Routes of the gateway. The matched path is cut off before the call goes on, and the Host is the Service's (its
 * `konghq.com/host-header`), not the caller's. The protocols are stated, for Kong Gateway takes HTTPS alone from 3.14 on
 * and the ingress controller sends none of its own from 3.5.7 on: a call by HTTP would be answered 426.
 */
export function addRoutes(scope: Construct, props: RoutesProps): KubeIngress {
  return new KubeIngress(scope, `ingress-${props.name}`, {
    metadata: {
      name: props.name,
      namespace: props.namespace,
      annotations: {
        ...(props.plugins.length === 0 ? {} : { 'konghq.com/plugins': props.plugins.join(',') }),
        'konghq.com/preserve-host': 'false',
        'konghq.com/protocols': 'http,https',
        'konghq.com/strip-path': 'true',
      },
    },
    spec: {
      ingressClassName: ingressClass,
      rules: [
        {
          ...(props.host === undefined ? {} : { host: props.host }),
          http: {
            paths: props.paths.map(({ path, service, port }) => ({
              path,
              pathType: 'Prefix',
              backend: { service: { name: service, port: { number: port } } },
            })),
          },
        },
      ],
    },
  });
}
