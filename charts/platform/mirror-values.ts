import type { ClusterConfig } from '../../config/cluster';
import type { KongMeshConfig } from '../../config/mesh';
import { mirroredRepository } from '../mirror';
import type { HelmValues } from './helm-values';

/** Images of cert-manager's chart. Source: cert-manager v1.21.0 deploy/charts/cert-manager/values.yaml; each key is older than `imageRegistry`. */
export function certManagerMirror(config: ClusterConfig): HelmValues {
  const image = (name: string) => ({
    image: { repository: mirroredRepository(config, `quay.io/jetstack/cert-manager-${name}`) },
  });
  return whereMirrored(config, {
    ...image('controller'),
    webhook: image('webhook'),
    cainjector: image('cainjector'),
    acmesolver: image('acmesolver'),
    startupapicheck: image('startupapicheck'),
  });
}

/** Images of the External Secrets Operator's chart. Source: external-secrets v2.9.0 deploy/charts/external-secrets/values.yaml. */
export function externalSecretsMirror(config: ClusterConfig): HelmValues {
  const image = { repository: mirroredRepository(config, 'ghcr.io/external-secrets/external-secrets') };
  return whereMirrored(config, { image, webhook: { image }, certController: { image } });
}

/**
 * Images of App Mesh's chart, as far as they are public: the redirection's own is in a registry of AWS alone. Source: eks-charts
 * stable/appmesh-controller/values.yaml, templates/deployment.yaml.
 */
export function appMeshMirror(config: ClusterConfig): HelmValues {
  const image = (repository: string) => ({ image: { repository: mirroredRepository(config, repository) } });
  return whereMirrored(config, {
    ...image('public.ecr.aws/appmesh/appmesh-controller'),
    sidecar: image('public.ecr.aws/appmesh/aws-appmesh-envoy'),
    init: image('840364872350.dkr.ecr.us-west-2.amazonaws.com/aws-appmesh-proxy-route-manager'),
    xray: image('public.ecr.aws/xray/aws-xray-daemon'),
  });
}

/** Image of Kong Operator's chart; it starts gateways alone, whose image is ours to say. Source: Kong/charts kong-operator-1.3.1 values.yaml. */
export function kongOperatorMirror(config: ClusterConfig): HelmValues {
  return whereMirrored(config, {
    image: { repository: mirroredRepository(config, 'docker.io/kong/kong-operator') },
  });
}

/**
 * Registries of Kong Mesh's chart: control plane, proxies, init containers, CNI and kumactl have one, the jobs' kubectl another, and from 2.14 so
 * has the container that a zone's proxies stand beside. Source: Kuma 2.13.9 and 2.14.3 deployments/charts/kuma/values.yaml, templates/_helpers.tpl.
 */
export function kongMeshMirror(config: ClusterConfig, { profile }: KongMeshConfig): HelmValues {
  const kubernetes = (repository: string) => {
    const whole = mirroredRepository(config, `registry.k8s.io/${repository}`);
    return { registry: whole.slice(0, whole.lastIndexOf('/')), repository };
  };
  return whereMirrored(config, {
    global: {
      image: { registry: mirroredRepository(config, 'docker.io/kong/kuma-cp').replace(/\/kuma-cp$/, '') },
    },
    kubectl: { image: kubernetes('kubectl') },
    ...(profile === '2.13' ? {} : { zoneProxyImage: kubernetes('pause') }),
  });
}

/** Without a mirror the charts keep their own defaults. */
function whereMirrored({ versions }: ClusterConfig, values: HelmValues): HelmValues {
  return versions.mirror === undefined ? {} : values;
}
