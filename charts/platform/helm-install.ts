import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { argoCdPlacement, chartsProjectOf } from '../../config/argo-cd-placement';
import type { ClusterConfig, HelmChartKey } from '../../config/cluster';
import { Application } from '../../imports/argoproj.io';
import {
  HelmRelease,
  HelmReleaseSpecChartSpecSourceRefKind,
  HelmReleaseSpecDriftDetectionMode,
  HelmReleaseSpecInstallCrds,
  HelmReleaseSpecUpgradeCrds,
} from '../../imports/helm.toolkit.fluxcd.io';
import {
  HelmRepository,
  HelmRepositorySpecProvider,
  HelmRepositorySpecType,
} from '../../imports/source.toolkit.fluxcd.io';
import { readable } from '../../references/manifest';
import { isEcr } from '../mirror';
import { chartIn, type HelmChartVersion } from '../versions';
import { type HelmValues, mergeValues, needHelm } from './helm-values';

export interface HelmInstallProps {
  readonly config: ClusterConfig;
  /** Under which key the cluster file gives further values. */
  readonly key: HelmChartKey;
  readonly chart: HelmChartVersion;
  readonly release: string;
  readonly namespace: string;
  readonly values: HelmValues;
  /** True where somebody else owns the chart's CRDs. @default false */
  readonly skipCrds?: boolean;
  /** Minutes that its pods have to become ready, where Flux installs it. @default 10 */
  readonly minutes?: number;
}

/** One Helm chart, installed by the cluster's delivery engine: a Flux HelmRelease or an Argo CD Application. */
export class HelmInstall extends Construct {
  constructor(scope: Construct, id: string, props: HelmInstallProps) {
    super(scope, id);
    const own = props.config.helm[props.key]?.values ?? {};
    const merged = mergeValues(props.values, own);
    const values = needHelm(merged) ? {} : merged;
    const installed = { ...props, chart: chartIn(props.config, props.chart) };
    const install =
      props.config.delivery.engine === 'flux'
        ? this.addHelmRelease(installed, values)
        : this.addApplication(installed, values);
    if (values !== merged) withValues(install, readable(merged));
  }

  private addHelmRelease(props: HelmInstallProps, values: HelmValues): ApiObject {
    const { chart, namespace, release } = props;
    const repository = new HelmRepository(this, 'repository', {
      metadata: { name: props.key, namespace },
      spec: { url: chart.repository, interval: '1h0m0s', ...ociSource(chart.repository) },
    });
    return new HelmRelease(this, 'release', {
      metadata: { name: release, namespace },
      spec: {
        releaseName: release,
        interval: '10m0s',
        timeout: `${props.minutes ?? 10}m0s`,
        chart: {
          spec: {
            chart: chart.chart,
            version: chart.version,
            interval: '1h0m0s',
            sourceRef: { kind: HelmReleaseSpecChartSpecSourceRefKind.HELM_REPOSITORY, name: repository.name },
          },
        },
        install: {
          crds:
            props.skipCrds === true
              ? HelmReleaseSpecInstallCrds.SKIP
              : HelmReleaseSpecInstallCrds.CREATE_REPLACE,
          remediation: { retries: 5 },
        },
        upgrade: {
          crds:
            props.skipCrds === true
              ? HelmReleaseSpecUpgradeCrds.SKIP
              : HelmReleaseSpecUpgradeCrds.CREATE_REPLACE,
          remediation: { retries: 5, remediateLastFailure: true },
        },
        driftDetection: { mode: HelmReleaseSpecDriftDetectionMode.ENABLED },
        values,
      },
    });
  }

  private addApplication(props: HelmInstallProps, values: HelmValues): ApiObject {
    const { chart, config, namespace, release } = props;
    const placement = argoCdPlacement(config);
    const { namePrefix } = placement;
    return new Application(this, 'application', {
      metadata: {
        // An Argo CD that keeps several clusters has an Application of each one's chart.
        name: namePrefix === undefined ? release : `${namePrefix}-${release}`,
        namespace: placement.namespace,
        finalizers: ['resources-finalizer.argocd.argoproj.io'],
      },
      spec: {
        project: chartsProjectOf(placement),
        destination: { ...placement.destination, namespace },
        source: {
          // Argo CD knows a registry by the missing scheme.
          repoUrl: chart.repository.replace(/^oci:\/\//, ''),
          chart: chart.chart,
          targetRevision: chart.version,
          helm: { releaseName: release, valuesObject: values, skipCrds: props.skipCrds ?? false },
        },
        syncPolicy: {
          automated: { enabled: true, prune: true, selfHeal: true },
          // The CRDs of several charts are larger than the annotation of a client-side apply may be.
          syncOptions: ['ServerSideApply=true'],
          retry: { limit: 20, backoff: { duration: '10s', factor: 2, maxDuration: '5m0s' } },
        },
      },
    });
  }
}

/** What Flux has to know of a repository that is in a registry. */
function ociSource(url: string) {
  if (!url.startsWith('oci://')) return {};
  const provider = isEcr(url.slice('oci://'.length)) ? { provider: HelmRepositorySpecProvider.AWS } : {};
  return { type: HelmRepositorySpecType.OCI, ...provider };
}

/** Puts values into what an object is written as, past cdk8s, which drops every `null`. */
function withValues(install: ApiObject, values: HelmValues): void {
  const typed = install.toJson.bind(install);
  install.toJson = () => {
    const object = typed();
    const { spec } = object;
    return {
      ...object,
      spec:
        install.kind === 'HelmRelease'
          ? { ...spec, values }
          : { ...spec, source: { ...spec.source, helm: { ...spec.source.helm, valuesObject: values } } },
    };
  };
}
