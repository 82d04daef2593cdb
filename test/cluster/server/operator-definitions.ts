import { dig, items, text } from '../../../references/fields';
import { groupOf, type Manifest } from '../../../references/manifest';
import { type ApiClient, message } from './client';
import {
  type ImportedKind,
  imported,
  install,
  operatorGroups,
  recordedDefinitions,
  separateStatus,
  shippedDefinitions,
} from './custom-resources';
import { waitUntil } from './process';

/** The rules in CEL of the definitions: how many judge, and where those are that the API server does not compile. */
export interface Rules {
  readonly judging: number;
  readonly leftOut: readonly string[];
}

/** A folder with Kong Operator's definitions as its project ships them; Meshwright's record of their fields stands in for it. */
export const definitionsVariable = 'MESHWRIGHT_KONG_OPERATOR_CRDS';

/** Gives a cluster whose gateway Kong Operator makes the definitions that its chart brings, in place of the controller's. */
export async function installForOperator(client: ApiClient, objects: readonly Manifest[]): Promise<void> {
  if (objects.some(({ apiVersion }) => operatorGroups.has(groupOf(apiVersion))))
    await installOperatorDefinitions(client);
}

/**
 * Installs the definitions that Kong Operator's chart brings, with their rules in CEL. Of the record, some rules speak of fields
 * that it cuts, and an API server compiles no such rule: those are left out, each as the API server names it.
 *
 * @throws Error that says what else the API server has against a definition
 */
export async function installOperatorDefinitions(client: ApiClient): Promise<Rules> {
  const folder = process.env[definitionsVariable];
  const definitions =
    folder === undefined || folder === ''
      ? recordedDefinitions(operatorKinds()).map(withoutRepeatedRules)
      : shippedDefinitions(folder);
  const leftOut: string[] = [];
  for (const definition of definitions) leftOut.push(...(await withCompiledRules(client, definition)));
  await install(client, definitions);
  if (folder === undefined || folder === '') {
    for (const group of operatorGroups) await separateStatus(client, group);
    await separateStatus(client, 'configuration.konghq.com');
  }
  return { judging: definitions.reduce((sum, each) => sum + rulesIn(each), 0), leftOut };
}

/**
 * Puts the definitions of Gateway API that Kong Operator needs in the place of those that every cluster of the lane has: its newer
 * versions leave out some that older ones store, so that they cannot be made of each other.
 */
export async function installGatewayApi(client: ApiClient, folder: string): Promise<void> {
  const root = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const there = async () =>
    items((await client.request('GET', root)).body.items)
      .filter((each) => dig(each, 'spec', 'group') === 'gateway.networking.k8s.io')
      .map((each) => String(dig(each, 'metadata', 'name')));
  for (const name of await there()) await client.request('DELETE', `${root}/${name}`);
  await waitUntil(
    'the older definitions of Gateway API are gone',
    30,
    async () => (await there()).length === 0,
  );
  await install(client, shippedDefinitions(folder));
}

/** The kinds that Kong Operator brings; its definitions of Kong's kinds take the place of the ingress controller's. */
function operatorKinds(): ImportedKind[] {
  return imported(({ group, flavour }) => operatorGroups.has(group) || flavour === 'kong-operator');
}

/** Takes out of a definition the rules that the API server does not compile, and says where they were. */
async function withCompiledRules(client: ApiClient, definition: Manifest): Promise<readonly string[]> {
  const answer = await client.apply(definition, { manager: 'lane', dryRun: true });
  if (answer.status < 300) return [];
  const fields = items(dig(answer.body, 'details', 'causes')).flatMap(
    (cause) => text(dig(cause, 'field')) ?? [],
  );
  const rules = fields.filter((field) => /\.x-kubernetes-validations\[\d+\]\.rule$/.test(field));
  if (rules.length === 0 || rules.length < fields.length)
    throw new Error(`${definition.metadata.name}: ${message(answer)}`);
  // From the last of a list on, so that the places of those before it stay what they are.
  const sorted = rules.map((rule) => ({ rule, parts: partsOf(definition, rule) }));
  for (const { parts } of sorted.toSorted((a, b) => Number(b.parts.at(-1)) - Number(a.parts.at(-1)))) {
    const list = dig(definition, ...parts.slice(0, -1));
    if (Array.isArray(list)) list.splice(Number(parts.at(-1)), 1);
  }
  return rules.map((rule) => `${definition.metadata.name} ${rule}`);
}

/** The path of a rule as the API server writes it; of the only version it says `spec.validation`. */
function partsOf(definition: Manifest, field: string): readonly (string | number)[] {
  const path = field.replace(/^spec\.validation\./, 'spec.versions[0].schema.').replace(/\.rule$/, '');
  const parts = path
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  if (dig(definition, ...parts) === undefined) throw new Error(`${definition.metadata.name}: no ${field}`);
  return parts;
}

/** An API server takes no list with the same rule twice by server-side apply. */
function withoutRepeatedRules(definition: Manifest): Manifest {
  const seen = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(seen);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        key === 'x-kubernetes-validations'
          ? [...new Map(items(inner).map((rule) => [dig(rule, 'rule'), rule])).values()]
          : seen(inner),
      ]),
    );
  };
  return { ...definition, spec: seen(definition.spec) };
}

function rulesIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + rulesIn(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + (key === 'x-kubernetes-validations' ? items(inner).length : rulesIn(inner)),
    0,
  );
}
