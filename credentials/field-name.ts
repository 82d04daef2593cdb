/**
 * What the name of a field says of the text in it.
 *
 * - `password`: any text is a credential, readable ones too.
 * - `credential`: a token or a key of an API, or the name of a Secret that holds one, which has to look like a name.
 * - `key`: often a cryptographic key, and as often the key of a map: only what was generated is a credential.
 * - `public`: what looks generated there is not secret: digests, certificates, identifiers.
 * - `plain`: nothing.
 */
export type FieldSense = 'password' | 'credential' | 'key' | 'public' | 'plain';

const password =
  /^(?:\w*(?:password|passwd|passphrase|passcode|passwort|kennwort)s?|(?:db|user|pg|my|sql|smtp|ldap|bind|root|admin|redis|mail|ftp|auth|basic|ssh|sudo|login|require|store|key|trust|keystore|truststore)?(?:pass|pwd|pw)|masterauth)$/;

const credential =
  /^(?:\w*(?:token|secret|apikey|accesskey|secretkey|privatekey|authkey|licensekey|credential|creds)s?|auth|authorization|bearer|jwt|pat|psk|mnemonic|seed|pepper|salt|cookie|keytab|license|licence|sas|sig|identitytoken|registrytoken|connectionstring)$/;

/** `access key`, `signing key`: of these words before it, a key is a secret one. */
const secretKeys = new Set(
  'api access secret private auth authentication encryption signing shared account master license licence application app hmac session service storage subscription functions symmetric unseal recovery ingest ingestion insert write admin root jwt aes cipher'.split(
    ' ',
  ),
);

/** Of these words before it, a key is one of a map, a table or a cache, or the part of a pair that everybody may know. */
const openKeys = new Set(
  'public pub cache partition sort foreign idempotency object s3 bucket label annotation group row column hash map lookup property config host node topology feature flag site publishable registry'.split(
    ' ',
  ),
);

/** Of what bears such a word in its name, the texts are digests, whatever they are taken from. */
const digestWords = new Set(
  'digest digests checksum checksums hash sha sha1 sha256 sha384 sha512 md5 fingerprint fingerprints thumbprint thumbprints integrity etag'.split(
    ' ',
  ),
);

const publicWords = new Set(
  'public pub cert certs certificate certificates crt ca cabundle bundle chain commit revision image id ids uuid guid uid arn version nonce hosts dhparam crl csr jwks kid'.split(
    ' ',
  ),
);

/** Before the word for a password: where a proxy sends what it gets, and switches. */
const noPassword = new Set(
  'proxy fastcgi uwsgi scgi grpc memcached no empty allow require requires required force skip without'.split(
    ' ',
  ),
);

/** What is called so is told to whoever asks. */
const openNames = new Set('address cid wallet audience issuer'.split(' '));

const known = new Map<string, FieldSense>();
const mostKept = 10_000;
const longestName = 120;

/** What a field's name says: `DB_PASSWORD`, `adminPassword`, `example.com/api-key`. */
export function fieldSense(name: string): FieldSense {
  let sense = known.get(name);
  if (sense === undefined) {
    sense = judge(wordsOf(name));
    if (known.size >= mostKept) known.clear();
    known.set(name, sense);
  }
  return sense;
}

/** Whether a name is written as those of environment variables are. */
export function isVariable(name: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(name);
}

function judge(words: readonly string[]): FieldSense {
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  if (password.test(last)) return noPassword.has(before) ? 'plain' : 'password';
  // What an account of a directory binds with.
  if (before === 'bind' && /^credentials?$/.test(last)) return 'password';
  if (last === 'secret' && before === 'hash') return 'key';
  if (words.some((word) => digestWords.has(word)) || openNames.has(last)) return 'public';
  // The half of a pair that is not to be known: `APIKEY_PRIVATE`, and what Vault's AppRole calls an identifier.
  if (last === 'private' && /key$/.test(before)) return 'credential';
  if (
    last === 'id' &&
    /secret|token/.test(before) &&
    words.some((word) => /^(?:vault|approle|root)$/.test(word))
  )
    return 'credential';
  // The header of Honeycomb.
  if (last === 'team' && before === 'honeycomb') return 'credential';
  if (words.some((word) => publicWords.has(word)) && last !== 'secret') return 'public';
  if (credential.test(last)) return 'credential';
  if (last === 'string' && before === 'connection') return 'credential';
  // `SECRET_KEY_BASE` of Rails.
  if (last === 'base' && before === 'key') return judge(words.slice(0, -1));
  // What the members of Consul and Nomad speak with.
  if (last === 'encrypt') return 'key';
  if (last !== 'key' && last !== 'keys') return /^\w{2,}key$/.test(last) ? 'key' : 'plain';
  if (openKeys.has(before)) return 'plain';
  return secretKeys.has(before) ? 'credential' : 'key';
}

/** The words of a name in lower case, without the numbers at its end. */
function wordsOf(name: string): readonly string[] {
  const words = name
    .slice(-longestName)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]/)
    .map((word) => (/^(?:sha|md|s)\d+$/.test(word) ? word : word.replace(/\d{1,2}$/, '')))
    .filter((word) => word !== '');
  return words;
}
