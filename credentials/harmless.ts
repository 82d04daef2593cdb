/** How a text begins that only says where a credential is kept, or that is encrypted: a SealedSecret's by a key of 512 bytes. */
const reference =
  /^(?:\{[A-Za-z{%[$@]|<[^<>]{1,100}>$|\[[A-Za-z _-]{1,60}\]$|\$\{|\$\(|\$\$?[A-Za-z_][\w.:/-]*(?:$|@)|\$\w{1,20}\{|#\{|%[({]|%[A-Za-z_]\w*%?$|@[@{]|@[A-Z_]+@|@Microsoft\.|<[%?]|\[\[|process\.env\b|os\.environ\b|!(?:vault|secret|ref|env(?:_var)?|sub|getatt)\b|ENC\[|vault:|ref\+|secretref|secret:\/\/|op:\/\/|file:|env[:.]\w|arn:|projects\/|Ag[A-D][A-Za-z0-9+/]{197}|aws-?(?:sm|ssm|secret)|ssm:|gcp-?sm:|azure-?kv|keyvault|k8s:|kms:|sops:|\(\(|__[A-Za-z]|##|akv:)/i;

/** A place in the text that is filled in later. */
const template = /\{\{|\$\{|\$\([A-Za-z_]|%[({][A-Za-z_]|\bgetenv\b|\benviron\b/;
/** Words that stand where nobody has written a value yet, and values that are none. */
const noValue =
  /^(?:true|false|yes|no|on|off|null|nil|none|undefined|enabled?|disabled?|required|optional|auto|default|random|generated?|redacted|hidden|masked|removed|missing|unset|unused|empty|placeholder|dummy|sensitive|to[-_ ]be[-_ ].{1,40}|todo|tbd|n\/a|string|text|str|boolean|object|(?:please[-_ ]?)?(?:change|replace|insert|fill|set|put|enter)[-_ ]?(?:me|this|it|here)?[-_a-z ]{0,40}|your[-_ ].{0,60}|your(?:password|secret|token|(?:api)?key)|my[-_ ]?(?:password|secret|token)[-_ ]?here)$/i;

/** Whether a text is no value but a reference, a template, a placeholder or a switch. */
export function isReference(text: string): boolean {
  const head = text.slice(0, 200).trim();
  return head === '' || reference.test(head) || template.test(head) || isPlaceholder(head);
}

/** Digests as `integrity` has them, and keys that makers give out for browsers: Stripe, Supabase, PostHog, reCAPTCHA, Turnstile, web push. */
const publicKey =
  /^(?:sha(?:1|256|384|512)-|pk_(?:live|test)_|sb_publishable_|phc_|6L[\w-]{38}$|0x4A{4}|B[\w-]{86}$)/;
/** What Stripe calls its objects, and the addresses of content (IPFS) and of coins. */
const publicIdentifier =
  /^(?:(?:price|prod|cus|acct|sub|plan|evt|seti|txn)_[A-Za-z0-9]{14,}$|Qm[1-9A-HJ-NP-Za-km-z]{44}$|baf[yk][a-z2-7]{40,}$|[13][1-9A-HJ-NP-Za-km-z]{33}$|bc1[a-z0-9]{38,60}$)/;

/** Whether a text is for everybody by its form, whatever the field is called. */
export function isPublicKey(text: string): boolean {
  return publicKey.test(text);
}

/** Whether a text is for everybody, by its form. */
export function isPublic(text: string): boolean {
  return publicKey.test(text) || publicIdentifier.test(text);
}

/** Whether a text stands for a value that is not there: `changeMe`, `****`, `xxxx`. */
export function isPlaceholder(text: string): boolean {
  // `changeme` in one word is the password of many an installation.
  if (/^changeme$/.test(text)) return false;
  return noValue.test(text) || /^(.)\1*$/.test(text) || /x{5}|X{5}|\*{3}|\.{3}$|…/.test(text);
}

/** Whether a text is the path of a file, or the address of something. */
export function isPath(text: string): boolean {
  return (
    /^(?:\.{0,2}|~)\/[\w.@%+-]+(?:\/[\w.@%+-]+)*\/?$/.test(text) ||
    /^[a-z][a-z0-9+.-]{1,30}:\/\//i.test(text) ||
    /^[\w./-]{1,200}\.(?:txt|ya?ml|json|pem|key|crt|conf|cfg|ini|env|properties|toml|xml|p12|jks)$/i.test(
      text,
    )
  );
}

/** Whether a text is a name as Kubernetes has it, of several words, or a path of such names. */
export function isName(text: string): boolean {
  return /^[a-z0-9]+(?:[-./_:][a-z0-9]+)+$/.test(text) && /[a-z]{2}/.test(text);
}
