import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a fleet has. */
export interface TeamFleet {
  readonly clusters: number;
  /** Application files that they share. */
  readonly applications: number;
  readonly services: number;
  /** Applications that one cluster runs. */
  readonly each: number;
}

/**
 * Writes a fleet of clusters that share application files, as a platform of many teams has it: each cluster runs a few of them, with
 * values, a canary and replicas of its own, on one of three bases.
 *
 * @returns the folders of the clusters and of the applications
 */
export function writeTeamFleet(
  folder: string,
  { clusters, applications, services, each }: TeamFleet,
): { readonly clusters: string; readonly applications: string } {
  const written = { clusters: join(folder, 'clusters'), applications: join(folder, 'applications') };
  for (const path of Object.values(written)) mkdirSync(path, { recursive: true });
  for (let number = 0; number < applications; number++)
    writeFileSync(
      join(written.applications, `${applicationName(number)}.yaml`),
      applicationFile(number, services),
    );
  for (const stage of stages) writeFileSync(join(written.clusters, `_${stage}.yaml`), base(stage));
  for (let number = 0; number < clusters; number++) {
    const names = Array.from({ length: each }, (_, at) => applicationName((number + at * 7) % applications));
    writeFileSync(
      join(written.clusters, `cluster-${String(number).padStart(5, '0')}.yaml`),
      clusterFile(number, names),
    );
  }
  return written;
}

const stages = ['dev', 'stage', 'prod'] as const;

function applicationName(number: number): string {
  return `team-${String(number).padStart(2, '0')}`;
}

/** A web service that is published, and services behind it that call each other, of which every fourth has two versions. */
function applicationFile(number: number, services: number): string {
  const name = applicationName(number);
  const lines = [
    `labels: {team: ${name}}`,
    'defaults:',
    '  ports: {http: {port: 8080, protocol: http}}',
    '  resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}',
    '  readinessProbe: {httpGet: {path: /ready, port: 8080}}',
    '  securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}',
    'services:',
  ];
  for (let at = 0; at < services; at++) {
    const called = [at * 2 + 1, at * 2 + 2].filter((other) => other < services);
    lines.push(
      `  service-${at}:`,
      `    image: "\${registry}/${name}/service-${at}:1.${number}.${at}"`,
      `    calls: [${called.map((other) => `service-${other}`).join(', ')}${at === services - 1 ? 'database' : ''}]`,
    );
    if (at % 3 === 0) lines.push('    timeouts: {request: 15s, idle: 5m}');
    if (at % 4 === 1) lines.push('    versions:', '      v1: {}', '      v2: {weight: 10}');
    if (at % 6 === 5)
      lines.push(
        '    env:',
        `      DATABASE_PASSWORD: {secret: "${name}/database", property: password}`,
        `      STAGE: "\${stage}"`,
      );
  }
  lines.push(
    'external:',
    `  database: {host: database-${number}.example.internal, port: 5432, protocol: tcp, cidr: [10.20.0.0/16]}`,
    'publish:',
    '  routes:',
    `    web: {host: "${name}.\${domain}", http: serve, paths: {/: service-0}}`,
  );
  return `${lines.join('\n')}\n`;
}

function base(stage: string): string {
  return `aws: {account: "123456789012", region: eu-central-1}
delivery: {engine: ${stage === 'dev' ? 'argo-cd' : 'flux'}, repository: "https://github.com/example/platform"}
mesh: {backend: kong-mesh, license: {secret: kong-mesh/license}}
gateway: {mode: kic, version: "3.9", replicas: 2}
given: [aws-load-balancer-controller, gateway-api-crds]
values:
  stage: ${stage}
  registry: 123456789012.dkr.ecr.eu-central-1.amazonaws.com
`;
}

function clusterFile(number: number, names: readonly string[]): string {
  const id = String(number).padStart(5, '0');
  const [first, ...others] = names;
  return `extends: [_${stages[number % stages.length]}]
aws:
  eksCluster: mesh-${id}
  oidcIssuer: https://oidc.eks.eu-central-1.amazonaws.com/id/1F2E3D4C5B6A798807162534435${id}
values: {domain: c${id}.example.com}
applications:
  ${first}: {canary: {service-1: ${number % 100}}, services: {service-2: {replicas: ${2 + (number % 5)}}}}
${others.map((name) => `  ${name}: {}\n`).join('')}`;
}
