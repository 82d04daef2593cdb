import { compareMinors } from '../../../kong-plugins/gateway-version';
import { dig } from '../../../references/fields';
import { exampleRelease } from '../../kong/example';
import { kongGateways, valuePlace } from '../../kong/gateway';
import type { SetRule } from '../../rule';

export const distrolessInitContainer: SetRule = {
  id: 'kong/distroless-init-container',
  severity: 'error',
  title: 'a gateway without a shell is installed with an init container that needs one',
  why: 'The image of 3.15 is distroless: the chart’s clear-stale-pid container cannot start `rm` in it, and the pod never gets past it.',
  source:
    'Kong/charts kong-3.2.0 templates/_helpers.tpl (unconditional); kong-3.4.1 deployment.kong.initContainers.clearStalePid',
  measured:
    'Helm v3.22 with the chart ingress 0.24.0 gives the gateway of both examples the init container clear-stale-pid, with the image of the gateway and the command `rm`.',
  *checkSet({ index }) {
    for (const release of kongGateways(index)) {
      const { version, edition } = release.gateway;
      if (
        edition !== 'enterprise' ||
        !(compareMinors(version, '3.15') >= 0) ||
        /-(debian|ubuntu|rhel)/.test(version)
      )
        continue;
      const container = dig(release.values, 'deployment', 'kong', 'initContainers', 'clearStalePid');
      const canSkip = release.install.chart === 'kong';
      if (canSkip && (dig(container, 'enabled') === false || dig(container, 'image') !== undefined)) continue;
      yield {
        object: release.install.by,
        path: valuePlace(release, 'image', 'tag'),
        message: `the init container of chart ${release.install.chart} cannot run in gateway ${version}`,
        found: `${version}, an image without a shell`,
        expected: canSkip
          ? 'clearStalePid switched off, or with an image of its own'
          : 'an image with a shell',
        mend: canSkip
          ? 'set deployment.kong.initContainers.clearStalePid.enabled: false'
          : `use the tag ${version}-ubuntu, or the chart kong 3.4.1 or later twice`,
      };
    }
  },
  example: {
    given: ['Namespace kong', 'Secret kong/kong-license'],
    fails: exampleRelease('ingress', licensed('3.15')),
    passes: exampleRelease('ingress', licensed('3.15-ubuntu')),
  },
};

function licensed(version: string): string {
  return `{gateway: {image: {repository: kong/kong-gateway, tag: "${version}"}, env: {license_data: {valueFrom: {secretKeyRef: {name: kong-license, key: license}}}}}}`;
}
