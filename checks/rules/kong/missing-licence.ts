import { compareMinors } from '../../../kong-plugins/gateway-version';
import { exampleRelease } from '../../kong/example';
import { hasLicence, kongGateways, kongLicences, kongReleases, valuePlace } from '../../kong/gateway';
import type { SetRule } from '../../rule';

export const missingLicence: SetRule = {
  id: 'kong/missing-licence',
  severity: 'error',
  title: 'an Enterprise gateway gets no licence',
  why: 'Since 3.10 a gateway without a licence behaves as one whose licence has expired: without a database its nodes do not come up.',
  source: 'developer.konghq.com gateway/entities/license, gateway/breaking-changes 3.10',
  measured:
    'Helm v3.22 with the chart ingress 0.24.0 installs both: the gateway of the failing example has neither KONG_LICENSE_DATA nor a KONG_LICENSE_PATH. Without a licence no Enterprise gateway could be run here.',
  *checkSet({ index }) {
    for (const release of kongGateways(index)) {
      const { version, edition } = release.gateway;
      if (edition !== 'enterprise' || compareMinors(version, '3.10') < 0) continue;
      const others = kongReleases(index).filter(({ install }) => install.by === release.install.by);
      if (hasLicence(release, others, kongLicences(index))) continue;
      yield {
        object: release.install.by,
        path: valuePlace(release, 'image', 'repository'),
        message: `the gateway of release ${release.install.release} gets no licence`,
        found: `kong/kong-gateway ${version}, without env.license_data`,
        expected: 'a licence from a Secret, or from Konnect',
        mend: 'set env.license_data.valueFrom.secretKeyRef to a Secret that an ExternalSecret makes, or run the open-source kong:3.9',
      };
    }
  },
  example: {
    given: ['Namespace kong', 'Secret kong/kong-license'],
    fails: exampleRelease('ingress', '{gateway: {image: {repository: kong/kong-gateway, tag: "3.10"}}}'),
    passes: exampleRelease(
      'ingress',
      '{gateway: {image: {repository: kong/kong-gateway, tag: "3.10"}, env: {license_data: {valueFrom: {secretKeyRef: {name: kong-license, key: license}}}}}}',
    ),
  },
};
