import { atMostOne, exactlyOne } from './clauses';

/** External Secrets v2.9.0. */
export const secretsRules: Readonly<Record<string, string | null>> = {
  'storeRef must specify either name or labelSelector':
    'has(self.storeRef) && (has(self.storeRef.name) || has(self.storeRef.labelSelector))',
  'remoteKey and rewrite are mutually exclusive: rewrite is only supported in per-key mode (without remoteKey)':
    '!has(self.remoteKey) || !has(self.rewrite) || size(self.rewrite) == 0',
  'exactly one of regexp or transform must be set': exactlyOne('regexp', 'transform'),
  'customSessionTags cannot contain automatically injected reserved keys: esoNamespace, esoStoreName, esoStoreKind':
    "!self.exists(tag, tag in ['esoNamespace', 'esoStoreName', 'esoStoreKind'])",
  'one of auth or authRef is required': 'has(self.auth) || has(self.authRef)',
  'at most one of the fields in [auth authRef] may be set': atMostOne('auth', 'authRef'),
  "Exactly one of 'secretRef' or 'oidcConfig' must be specified": exactlyOne('secretRef', 'oidcConfig'),
  'either serviceAccountCredsSecretRef or tokenSecretRef must be set':
    'has(self.serviceAccountCredsSecretRef) || has(self.tokenSecretRef)',
  'at most one of the fields in [vault environment] may be set': atMostOne('vault', 'environment'),
  'at most one of the fields in [caBundle caProvider] may be set': atMostOne('caBundle', 'caProvider'),
  'exactly one of the fields in [appRole tokenSecretRef userPass] must be set': exactlyOne(
    'appRole',
    'tokenSecretRef',
    'userPass',
  ),
  'exactly one of the fields in [roleId roleRef] must be set': exactlyOne('roleId', 'roleRef'),
  "Exactly one of 'auth' or deprecated 'accessToken' must be specified": exactlyOne('auth', 'accessToken'),
  "Exactly one of 'accessToken' or 'oidcConfig' must be specified": exactlyOne('accessToken', 'oidcConfig'),
  'either token, or both username and password, must be set':
    'has(self.token) || (has(self.username) && has(self.password))',
  'exactly one of value or secretRef must be set': exactlyOne('value', 'secretRef'),
  'exactly one of projectID or groupID must be set': exactlyOne('projectID', 'groupID'),
};
