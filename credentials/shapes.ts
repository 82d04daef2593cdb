import type { Credential } from './credential';
import type { Runs } from './runs';

/** Tokens that nothing begins, but that have a form: of Discord, Telegram, Terraform Cloud, Azure and Kubernetes' bootstrap. */
const shapes: readonly (readonly [what: string, mark: string, before: RegExp, after: RegExp])[] = [
  [
    'a token of a Telegram bot',
    ':',
    /(?:(?<![0-9A-Za-z])|\/bot)[0-9]{6,12}$/,
    /:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/y,
  ],
  [
    'a token of a Discord bot',
    '.',
    /(?<![\w-])[MNO][A-Za-z0-9_-]{22,27}$/,
    /\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27}/y,
  ],
  ['a Terraform Cloud token', '.atlasv1.', /[A-Za-z0-9]{14}$/, /\.atlasv1\.[A-Za-z0-9_=-]{40}/y],
  [
    'a secret of an Azure application',
    'Q~',
    /(?<![\w~.-])[A-Za-z0-9_~.-]{3}[0-9]$/,
    /Q~[A-Za-z0-9_~.-]{31,34}/y,
  ],
  [
    'the password of a JDBC address',
    'jdbc:oracle:',
    /(?<!\w)$/,
    /jdbc:oracle:(?:thin|oci8?):[A-Za-z][\w#]{0,30}\/[^\s@/"'${}<>]{1,40}@/y,
  ],
  ['a New Relic licence key', 'NRAL', /(?<![0-9A-Za-z])(?:eu01xx)?[0-9a-f]{30,36}$/, /NRAL(?![0-9A-Za-z])/y],
  ['a Mailgun key', '-', /(?<![\w-])[0-9a-f]{32}$/, /-[0-9a-f]{8}-[0-9a-f]{8}(?![\w-])/y],
  ['an Asana token', ':', /(?<![\w/])[012]\/(?:\d{13,19}\/)?\d{13,19}$/, /:[0-9a-f]{32}(?!\w)/y],
  ['a Rancher token', ':', /(?<![\w-])(?:token|kubeconfig)-[a-z0-9-]{5,40}$/, /:[a-z0-9]{54}(?!\w)/y],
  ['a session of Salesforce', '!', /(?<!\w)00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?$/, /!A[\w.]{60}/y],
  ['an Azure DevOps token', 'AZDO', /(?<!\w)[A-Za-z0-9]{76}$/, /AZDO[A-Za-z0-9]{4}(?!\w)/y],
  ['a MaxMind licence key', '_mmk', /(?<!\w)[A-Za-z0-9]{6}_[A-Za-z0-9]{29}$/, /_mmk(?!\w)/y],
  ['a Mailchimp key', '-us', /(?<![\w-])[0-9a-f]{32}$/, /-us[0-9]{1,2}(?!\w)/y],
];

/** So many characters before and after its mark tell such a form. */
const reach = 80;

/** Credentials of the forms that a sign in the midst of them gives away. */
export function shapesIn(text: string, runs: Runs, out: Credential[]): void {
  if (text.length < 35) return;
  for (const [what, mark, before, after] of shapes) {
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
      after.lastIndex = at;
      const end = after.exec(text)?.[0].length;
      if (end === undefined || end > reach) continue;
      const start = before.exec(text.slice(Math.max(0, at - reach), at))?.[0].length;
      // A longer token ends with its signs: what is known of it is the least.
      if (start !== undefined) out.push({ what, start: at - start, end: runs.end('dotted', at + end) });
    }
  }
}
