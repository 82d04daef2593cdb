import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RE2JS } from '@bufbuild/re2';
import { parse } from 'yaml';
import { z } from 'zod';
import { helmChartVersions, kongMeshChart } from '../../charts/versions';
import { mirrorPrefixes, versionedCharts, versionedImages } from '../../config/versions';
import { edge, said } from '../config/bad-files';
import { repository } from '../repository';
import { codeBlocks } from './code-blocks';

const page = readFileSync(join(repository, 'docs/versions.md'), 'utf8');
const shown = codeBlocks(page).find((block) => block.startsWith('versions:')) ?? '';
const { customManagers, packageRules } = z
  .object({
    customManagers: z.array(
      z.looseObject({
        customType: z.literal('regex'),
        managerFilePatterns: z.array(z.string().regex(/^\/.*\/$/)),
        matchStrings: z.array(z.string()).length(1),
        datasourceTemplate: z.enum(['docker', 'helm']),
        registryUrlTemplate: z.string().optional(),
        packageNameTemplate: z.string().optional(),
        versioningTemplate: z.string().optional(),
      }),
    ),
    packageRules: z.array(z.looseObject({ matchDepNames: z.array(z.string()).optional() })),
  })
  .parse(JSON.parse(codeBlocks(page).find((block) => block.startsWith('{')) ?? ''));

interface Found {
  readonly datasource: string;
  readonly name: string;
  readonly value: string;
  readonly digest: string | undefined;
}

/**
 * What Renovate finds in a file. It matches with RE2, which has no named groups in what is at hand here: RE2 has to read the same expressions,
 * and without look-around and back references both take the same text.
 */
function found(file: string, text: string): readonly Found[] {
  return customManagers.flatMap(({ managerFilePatterns, matchStrings, datasourceTemplate }) => {
    if (!managerFilePatterns.some((pattern) => RE2JS.compile(pattern.slice(1, -1)).test(file))) return [];
    return matchStrings.flatMap((expression) => {
      const matches = [...text.matchAll(new RegExp(expression, 'g'))];
      expect(RE2JS.compile(expression).test(text)).toBe(matches.length > 0);
      return matches.map(({ groups = {} }) => ({
        datasource: datasourceTemplate,
        name: groups.depName ?? '',
        value: groups.currentValue ?? '',
        digest: groups.currentDigest,
      }));
    });
  });
}

/** A template of Renovate, of which this page has conditions alone. */
function filled(template: string, depName: string): string {
  for (const [, name, text = ''] of template.matchAll(
    /\{\{(?:#if|else if) \(equals depName '([^']+)'\)\}\}([\s\S]*?)(?=\{\{(?:else|\/if))/g,
  ))
    if (name === depName) return text;
  return /\{\{else\}\}([\s\S]*)\{\{\/if\}\}/.exec(template)?.[1] ?? template;
}

const cluster = `${edge}${shown}`;

test('the versions of the page are a cluster file’s', () => {
  expect(said({ name: 'clusters/edge.yaml', text: cluster })).toBe('');
});

test('so is what the page says of a mirror', () => {
  const [, ...others] = codeBlocks(page).filter((block) => block.startsWith('versions:'));
  expect(others.map((block) => said({ name: 'clusters/edge.yaml', text: `${edge}${block}` }))).toEqual(['']);
  for (const [registry, prefix] of Object.entries(mirrorPrefixes))
    expect(page).toMatch(new RegExp(`\\| \`${registry}\` +\\| \`${prefix}\` +\\|`));
});

test('Renovate finds each version of a cluster file, once, with its digest, however it is written', () => {
  const { versions } = z
    .object({ versions: z.record(z.string(), z.record(z.string(), z.string())) })
    .parse(parse(shown));
  const expected = ['charts', 'images'].flatMap((kind) =>
    Object.entries(versions[kind] ?? {}).map(([name, text]): Found => {
      const [value = '', digest] = text.split('@');
      return { datasource: kind === 'charts' ? 'helm' : 'docker', name, value, digest };
    }),
  );
  expect(found('clusters/edge.yaml', cluster)).toEqual(expected);
  const flow = `${edge}versions: ${JSON.stringify(versions)
    .replaceAll('":', '": ')
    .replace(/"([\w-]+)": /g, '$1: ')}\n`;
  expect(found('clusters/_prod.yml', flow)).toEqual(expected);
  expect(found('clusters/edge.yaml', edge)).toEqual([]);
  expect(found('dist/edge/10-operators/cert-manager.yaml', cluster)).toEqual([]);
});

test('every chart and image that a cluster may say is found, and has a place where newer ones are', () => {
  const charts = versionedCharts.map((chart) => `    ${chart}: v1.2.3-rc.1\n`).join('');
  const images = versionedImages.map((image) => `    ${image}: 1.2.3.4-ubuntu\n`).join('');
  const all = found('clusters/a.yaml', `versions:\n  charts:\n${charts}  images:\n${images}`);
  expect(all.map(({ name }) => name)).toEqual([...versionedCharts, ...versionedImages]);
  const [ofCharts, ofImages] = customManagers;
  for (const chart of versionedCharts) {
    const { repository: from } = chart === 'kong-mesh' ? kongMeshChart('2.14') : helmChartVersions[chart];
    expect(filled(ofCharts?.registryUrlTemplate ?? '', chart)).toBe(from);
  }
  expect(versionedImages.map((image) => filled(ofImages?.packageNameTemplate ?? '', image))).toEqual([
    'public.ecr.aws/appmesh/aws-appmesh-envoy',
    'kong/kong-gateway',
    'kong/kubernetes-ingress-controller',
  ]);
});

test('the four numbers of the gateway’s tags are read as what they are, and its minor stays', () => {
  const versioning = filled(customManagers[1]?.versioningTemplate ?? '', 'kong-gateway').replace(
    'regex:',
    '',
  );
  RE2JS.compile(versioning);
  const parts = (tag: string) => new RegExp(versioning).exec(tag)?.groups;
  expect(parts('3.10.0.10')).toMatchObject({ major: '3', minor: '10', patch: '0', build: '10' });
  expect(parts('3.15.0.5-ubuntu')).toMatchObject({ build: '5', compatibility: 'ubuntu' });
  expect(parts('3.15.0.5-20260824-ubuntu')).toBeUndefined();
  expect(packageRules[0]?.matchDepNames).toEqual(['kong-gateway', 'kong-mesh']);
});

test('Renovate finds the images of application files, that of the first line too', () => {
  const text = `image: registry.example.com:5000/team/dj:v1.0\nservices:\n  jazz: {versions: {v1: {workload: {image: "kong:3.9.1"}}}}\n  sidecar:\n    image: registry.k8s.io/agnhost:2.53@sha256:${'a'.repeat(64)}\n`;
  for (const file of ['applications/dj.yaml', 'teams/payments/application.yaml'])
    expect(found(file, text).map(({ name, value, digest }) => [name, value, digest])).toEqual([
      ['registry.example.com:5000/team/dj', 'v1.0', undefined],
      ['kong', '3.9.1', undefined],
      ['registry.k8s.io/agnhost', '2.53', `sha256:${'a'.repeat(64)}`],
    ]);
});
