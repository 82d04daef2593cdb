import { readGiven } from '../../../references/given';
import { groupOf, type Manifest } from '../../../references/manifest';
import type { Draft } from '../../finding';
import type { SetRule } from '../../rule';
import { type SaidVersion, servedBySaid } from '../../schema/component-versions';
import { servedAs } from '../../schema/served';
import { kindVersions } from '../../schema/versions';

export const unservedVersion: SetRule = {
  id: 'schema/unserved-version',
  severity: 'error',
  title: 'an object of an API version that is no longer served',
  why: 'The API server answers "no matches for kind", and the sync that brings the object stops.',
  source: 'kubernetes.io deprecation guide; the CRDs that docs/imports.md pins',
  *checkSet({ given, index, open = false, versions = none }) {
    for (const { apiVersion, kind, entry, objects } of kindVersions(index)) {
      const said = servedBySaid(apiVersion, kind, versions);
      if (said?.served === true) continue;
      if (said !== undefined) {
        for (const object of objects) yield unservedBySaid(object, said);
        continue;
      }
      if (entry !== undefined) continue;
      const served = servedAs(apiVersion, kind);
      if (served.state !== 'moved') continue;
      // Somebody else's cluster may run an older release, unless it is given the component, at the release of docs/imports.md;
      // the API server itself is of a version that is kept up.
      const older =
        open && !served.since.startsWith('Kubernetes ') && !readGiven(given).serves(groupOf(apiVersion));
      const [use = ''] = served.to;
      for (const object of objects) {
        yield {
          object,
          path: '/apiVersion',
          message: `${kind} is not served in ${apiVersion}`,
          found: apiVersion,
          expected: `${served.to.join(' or ')} (${served.since})`,
          mend: `write ${use}, and check the fields against it`,
          nearest: use,
          ...(older ? { severity: 'warning' as const } : {}),
        };
      }
    }
  },
  example: {
    given: ['Namespace prod'],
    fails: `
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: {name: jazz, namespace: prod}
spec: {minAvailable: 1}
`,
    passes: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: jazz, namespace: prod}
spec: {minAvailable: 1}
`,
  },
};

const none: ReadonlyMap<string, string> = new Map();

function unservedBySaid(object: Manifest, { component, said, instead }: SaidVersion): Draft {
  const { apiVersion, kind } = object;
  return {
    object,
    path: '/apiVersion',
    message: `${component} ${said} does not serve ${kind} in ${apiVersion}`,
    found: apiVersion,
    expected: instead.length === 0 ? `a version that ${component} ${said} serves` : instead.join(' or '),
    mend:
      instead[0] === undefined
        ? 'correct the API version'
        : `write ${instead[0]}, and check the fields against it`,
  };
}
