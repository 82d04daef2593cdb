import type { PartlyValid } from '../valid-parts';
import { type VersionedChart, versionedCharts, versionedOciRepositories } from '../versions';
import type { Rule, RuleFinding } from './rule';

interface Line {
  /** What a version begins with, as a person says it. */
  readonly line: string;
  readonly pattern: RegExp;
}

/** What the values, the CRDs and the checks of Meshwright are written for. The version of Kong Mesh is that of its profile. */
const lines: Readonly<Record<Exclude<VersionedChart, 'kong-mesh'>, Line>> = {
  'appmesh-controller': { line: '1', pattern: /^v?1\./ },
  'cert-manager': { line: '1', pattern: /^v?1\./ },
  'external-secrets': { line: '2', pattern: /^v?2\./ },
  // Before version 1, a minor may change anything.
  ingress: { line: '0.24', pattern: /^v?0\.24\./ },
  kong: { line: '3', pattern: /^v?3\./ },
  // Its CRDs are those of Kong Operator 2.2.
  'kong-operator': { line: '1.3', pattern: /^v?1\.3\./ },
};

/** The versions that a cluster says fit what else it says, and what Meshwright writes. */
export const versionLines: Rule = ({ versions, mesh, gateway }) => {
  const findings: RuleFinding[] = [];
  for (const [chart, { line, pattern }] of Object.entries(lines)) {
    const said = versions?.charts?.[chart as keyof typeof lines];
    if (said === undefined || pattern.test(said)) continue;
    findings.push(
      chart === 'external-secrets' && /^v?0\.(\d|1[0-5])\./.test(said)
        ? unserved(said)
        : untried(['versions', 'charts', chart], `${chart} ${line}`),
    );
  }
  const kongMesh = versions?.charts?.['kong-mesh'];
  if (kongMesh !== undefined && mesh?.backend === 'kong-mesh' && mesh.profile !== undefined) {
    const minor = minorOf(kongMesh);
    if (minor !== mesh.profile) {
      findings.push({
        path: ['versions', 'charts', 'kong-mesh'],
        message: 'a version of another profile',
        expected: `${mesh.profile}.x: the objects are written for mesh.profile ${mesh.profile}`,
        mend: `write a version of ${mesh.profile}, or mesh.profile: "${minor}" if there is one`,
      });
    }
  }
  const image = versions?.images?.['kong-gateway'];
  if (image !== undefined && gateway?.version !== undefined && minorOf(image) !== gateway.version) {
    findings.push({
      path: ['versions', 'images', 'kong-gateway'],
      message: 'an image of another version than the gateway’s',
      expected: `${gateway.version}.x: plugins and routes are written and checked for gateway.version ${gateway.version}`,
      mend: `write a tag of ${gateway.version}, or gateway.version: "${minorOf(image)}"`,
    });
  }
  const controller = versions?.images?.['kong-ingress-controller'];
  if (controller !== undefined && minorOf(controller) !== '3.5')
    findings.push(untried(['versions', 'images', 'kong-ingress-controller'], 'Kong Ingress Controller 3.5'));
  return [...findings, ...mirrorFindings(versions)];
};

/** What a mirror leaves where it was, and what is said of a mirror that is not there. */
function mirrorFindings(versions: PartlyValid['versions']): readonly RuleFinding[] {
  if (versions?.mirror !== undefined) {
    if (versions.mirrorCharts !== undefined) return [];
    const left = versionedCharts.filter((chart) => versionedOciRepositories[chart] === undefined);
    return [
      {
        path: ['versions', 'mirror'],
        severity: 'notice',
        message: 'a registry caches no chart of an HTTP repository',
        expected: `these charts still come from their own repositories: ${left.join(', ')}`,
        mend: 'push them to the mirror with helm pull and helm push, and write their path as versions.mirrorCharts',
      },
    ];
  }
  const alone = [
    ...(Object.keys(versions?.mirrorPrefixes ?? {}).length > 0 ? ['mirrorPrefixes'] : []),
    ...(versions?.mirrorCharts === undefined ? [] : ['mirrorCharts']),
  ];
  return alone.map((key) => ({
    path: ['versions', key],
    severity: 'notice',
    message: 'nothing comes from a mirror',
    expected: 'versions.mirror beside it: the registry that this is in',
    mend: `write versions.mirror, or remove versions.${key}`,
    atKey: true,
  }));
}

/** Source: external-secrets releases v0.16.0: it serves external-secrets.io/v1, which is what Meshwright writes. */
function unserved(found: string): RuleFinding {
  return {
    path: ['versions', 'charts', 'external-secrets'],
    message: 'a version that does not serve what Meshwright writes',
    found,
    expected: '0.16.0 or later: the first that serves external-secrets.io/v1',
    mend: 'move to a newer version first',
  };
}

function untried(path: readonly string[], what: string): RuleFinding {
  return {
    path,
    severity: 'notice',
    message: 'a version that Meshwright has not been tried with',
    expected: `${what}.x: its values and its objects are what this version of Meshwright writes`,
    mend: 'try it in a cluster that may fail, or wait for a Meshwright that knows it',
  };
}

/** Major and minor, as profiles and gateways are called. */
function minorOf(version: string): string {
  return /^v?(\d+\.\d+)/.exec(version)?.[1] ?? version;
}
