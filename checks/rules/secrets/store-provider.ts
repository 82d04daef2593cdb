import { dig, fields, items, pointer } from '../../../references/fields';
import type { Draft } from '../../finding';
import type { ObjectRule } from '../../rule';
import { storeExample } from '../../secrets/example';
import { operatorFile } from '../../secrets/source';

type Clause = Pick<Draft, 'message' | 'found' | 'expected' | 'mend'> & {
  readonly at: readonly (string | number)[];
};

export const storeProvider: ObjectRule = {
  id: 'secrets/store-provider',
  severity: 'error',
  title: 'the settings of a store contradict themselves, or lack what its provider needs',
  why: "The operator's webhook refuses the store.",
  source: operatorFile('providers/v1, ValidateStore of vault, azure, fake, gitlab, doppler and kubernetes'),
  kinds: ['external-secrets.io/SecretStore', 'external-secrets.io/ClusterSecretStore'],
  *checkObject(object) {
    if ((object.spec ?? null) === null) {
      yield { object, path: '', ...said(lacking([], 'the store has no provider', 'spec.provider')) };
      return;
    }
    for (const [provider, settings] of Object.entries(fields(dig(object, 'spec', 'provider')))) {
      const judge = Object.hasOwn(clauses, provider) ? clauses[provider] : undefined;
      for (const clause of judge?.(settings, object.kind) ?? [])
        yield { object, path: pointer('spec', 'provider', provider, ...clause.at), ...said(clause) };
    }
  },
  example: {
    given: ['external-secrets', 'Namespace prod', 'Secret prod/role'],
    fails: vaultStore(''),
    passes: vaultStore('roleId: dj, '),
  },
};

const clauses: Readonly<Record<string, (settings: unknown, kind: string) => readonly Clause[]>> = {
  vault: vaultClauses,
  azurekv: azureClauses,
  doppler: (settings) =>
    given(settings, 'auth', 'secretRef') || given(settings, 'auth', 'oidcConfig')
      ? []
      : [lacking(['auth'], 'the store has no way to log in', 'secretRef or oidcConfig')],
  fake: fakeClauses,
  gitlab: gitlabClauses,
  kubernetes: kubernetesClauses,
};

function said({ at: _, ...words }: Clause): Omit<Clause, 'at'> {
  return words;
}

function fakeClauses(settings: unknown): readonly Clause[] {
  const found = items(dig(settings, 'data')).flatMap((entry, i) =>
    ['key', 'value']
      .filter((field) => !filled(entry, field))
      .map((field) => lacking(['data', i], `entry ${i + 1} has no ${field}`, field)),
  );
  const result = dig(settings, 'validationResult');
  if (typeof result !== 'number' || (result >= 0 && result <= 255)) return found;
  return [
    ...found,
    {
      at: ['validationResult'],
      message: 'the operator reads the result into a byte, and cannot read the store',
      found: String(result),
      expected: 'a number from 0 to 255',
      mend: 'leave it out, or write 0, 1 or 2',
    },
  ];
}

function vaultClauses(settings: unknown): readonly Clause[] {
  const found: Clause[] = [];
  const role = dig(settings, 'auth', 'appRole');
  if (role !== undefined && !filled(role, 'roleId') && dig(role, 'roleRef') === undefined)
    found.push(lacking(['auth', 'appRole'], 'the AppRole is not named', 'roleId or roleRef'));
  const jwt = dig(settings, 'auth', 'jwt');
  if (jwt !== undefined && !given(jwt, 'secretRef') && !given(jwt, 'kubernetesServiceAccountToken'))
    found.push(
      lacking(
        ['auth', 'jwt'],
        'nothing says where the token is',
        'secretRef or kubernetesServiceAccountToken',
      ),
    );
  const halves = ['certSecretRef', 'keySecretRef'].filter((field) => given(settings, 'tls', field));
  if (halves.length === 1)
    found.push(lacking(['tls'], 'a certificate goes with its key', 'certSecretRef and keySecretRef'));
  if (dig(settings, 'checkAndSet', 'required') === true && dig(settings, 'version') === 'v1')
    found.push({
      at: ['checkAndSet', 'required'],
      message: 'version 1 of the key-value engine knows no check-and-set',
      found: 'checkAndSet with version v1',
      expected: 'version v2',
      mend: 'write version: v2, or remove checkAndSet',
    });
  return found;
}

function azureClauses(settings: unknown): readonly Clause[] {
  const custom = dig(settings, 'customCloudConfig');
  const found: Clause[] = [];
  if (custom !== undefined && dig(settings, 'useAzureSDK') !== true)
    found.push(
      lacking(['customCloudConfig'], 'a cloud of your own needs the newer SDK', 'useAzureSDK: true'),
    );
  if (custom !== undefined && !filled(custom, 'activeDirectoryEndpoint'))
    found.push(lacking(['customCloudConfig'], 'the cloud has no place to log in', 'activeDirectoryEndpoint'));
  if (custom === undefined && dig(settings, 'environmentType') === 'AzureStackCloud')
    found.push(lacking(['environmentType'], 'Azure Stack has to be described', 'customCloudConfig'));
  return found;
}

function gitlabClauses(settings: unknown): readonly Clause[] {
  const groups = items(dig(settings, 'groupIDs')).length > 0;
  if (!groups && !filled(settings, 'projectID'))
    return [lacking([], 'neither a project nor a group is named', 'projectID or groupIDs')];
  if (!groups || dig(settings, 'inheritFromGroups') !== true) return [];
  return [
    {
      at: ['inheritFromGroups'],
      message: "groups are listed, and the project's own are to be inherited",
      found: 'groupIDs with inheritFromGroups: true',
      expected: 'one of them',
      mend: 'remove one of them',
    },
  ];
}

function kubernetesClauses(settings: unknown, kind: string): readonly Clause[] {
  if (!given(settings, 'server', 'caProvider')) return [];
  const written = dig(settings, 'server', 'caProvider', 'namespace') !== undefined;
  const at = ['server', 'caProvider'];
  if (kind === 'ClusterSecretStore')
    return written ? [] : [lacking(at, 'the authority is in no namespace', 'namespace')];
  if (!written) return [];
  return [
    {
      at: [...at, 'namespace'],
      message: "the authority of a SecretStore is in the store's own namespace",
      found: 'a namespace',
      expected: 'none',
      mend: 'remove it',
    },
  ];
}

function lacking(at: readonly (string | number)[], message: string, expected: string): Clause {
  return { at, message, found: `no ${expected}`, expected, mend: `add ${expected}` };
}

function given(value: unknown, ...path: readonly string[]): boolean {
  return (dig(value, ...path) ?? null) !== null;
}

/** Whether the field has a text: an empty one counts as none. */
function filled(value: unknown, field: string): boolean {
  const found = dig(value, field);
  return found !== undefined && found !== null && found !== '';
}

function vaultStore(role: string): string {
  return storeExample(
    `{provider: {vault: {server: "https://vault.example.com", auth: {appRole: {path: approle, ${role}secretRef: {name: role, key: id}}}}}}`,
  );
}
