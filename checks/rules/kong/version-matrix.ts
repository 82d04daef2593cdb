import { compareMinors } from '../../../kong-plugins/gateway-version';
import { dig, portOf } from '../../../references/fields';
import { exampleRelease } from '../../kong/example';
import { controlledGateways, kongControllers, valuePlace } from '../../kong/gateway';
import type { SetRule } from '../../rule';

/** Gateways that each controller is published to work with: the first and the last minor. */
const compatible: Readonly<Record<string, readonly [string, string]>> = {
  '3.4': ['3.4', '3.9'],
  '3.5': ['3.4', '3.12'],
};

export const versionMatrix: SetRule = {
  id: 'kong/version-matrix',
  severity: 'notice',
  title: 'controller and gateway are of versions that are not published to work together',
  why: 'A newer gateway may refuse fields that the controller sends, or have other defaults than it counts on.',
  source: 'developer.konghq.com kubernetes-ingress-controller/version-compatibility',
  unanswered: 'which versions go together is what their maker promises, and no program compares them',
  *checkSet({ index }) {
    for (const controller of kongControllers(index)) {
      const tag = portOf(dig(controller.values, 'ingressController', 'image', 'tag')) ?? '3.5';
      const minor = /^v?(\d+\.\d+)/.exec(tag)?.[1] ?? '';
      const range = Object.hasOwn(compatible, minor) ? compatible[minor] : undefined;
      if (range === undefined) continue;
      for (const release of controlledGateways(index)) {
        const { version } = release.gateway;
        if (!(compareMinors(version, range[0]) < 0 || compareMinors(version, range[1]) > 0)) continue;
        yield {
          object: release.install.by,
          path: valuePlace(release, 'image', 'tag'),
          message: `Kong Ingress Controller ${minor} is not published to work with gateway ${version}`,
          found: `gateway ${version}, controller ${minor}`,
          expected: `gateway ${range[0]} to ${range[1]}`,
          mend: `try it first in a cluster that may fail, or run gateway ${range[1]}`,
        };
      }
    }
  },
  example: {
    given: ['Namespace kong', 'Secret kong/kong-license'],
    fails: exampleRelease('ingress', licensed('3.13')),
    passes: exampleRelease('ingress', licensed('3.12')),
  },
};

function licensed(version: string): string {
  return `{gateway: {image: {repository: kong/kong-gateway, tag: "${version}"}, env: {license_data: {valueFrom: {secretKeyRef: {name: kong-license, key: license}}}}}}`;
}
