import type { Credential } from './credential';

/** A rule of secretlint, as far as it is used here (`SecretLintRuleCreator` of @secretlint/types). */
interface RuleCreator {
  readonly meta: { readonly id: string };
  create(
    context: {
      createTranslator(): (id: string) => { readonly messageId: string };
      report(found: {
        readonly message: { readonly messageId: string };
        readonly range: readonly number[];
      }): void;
      ignore(): void;
    },
    options: Readonly<Record<string, unknown>>,
  ): { file?(source: RuleSource): unknown };
}

interface RuleSource {
  readonly content: string;
  readonly filePath: undefined;
  readonly contentType: 'text';
}

/**
 * Which rules are asked, and what each finds, in our words. Left out: `filter-comments`, by which the text itself could switch the
 * search off; `gcp`, which reads files and whose keys are private keys; and those of URLs and databases, which know fewer forms than
 * `urls.ts`.
 */
const asked: Readonly<Record<string, string>> = {
  '1password': 'a 1Password token',
  anthropic: 'an Anthropic key',
  cloudflare: 'a Cloudflare token',
  databricks: 'a Databricks token',
  docker: 'a Docker Hub token',
  figma: 'a Figma token',
  github: 'a GitHub token',
  gitlab: 'a GitLab token',
  grafana: 'a Grafana token',
  groq: 'a Groq key',
  'hashicorp-vault': 'a Vault token',
  huggingface: 'a Hugging Face token',
  linear: 'a Linear token',
  notion: 'a Notion token',
  npm: 'an npm token',
  openai: 'an OpenAI key',
  sendgrid: 'a SendGrid key',
  shopify: 'a Shopify token',
  slack: 'a Slack token',
  stripe: 'a Stripe key',
  tailscale: 'a Tailscale key',
  vercel: 'a Vercel token',
};

/** Texts that one of the rules' forms begins with, or has in it: where there is none, no rule is asked. */
const starts =
  /ops_ey|sk-ant-|cfk_|cfut_|cfat_|dapi|dckr_|figd_|gh[pousr]_|github_pat_|glpat-|glc_|glsa_|gsk_|hv[sbr]\.|hf_|lin_api_|ntn_|npm_|_authToken|T3BlbkFJ|SG\.|shp(?:at|ca|pa|ss)_|xox[bpaor]-|xapp-|hooks\.slack\.com|[sr]k_(?:live|test)_|tskey-|vc[piark]_/g;

/** What is given to the rules around such a place, in characters. Their forms are shorter. */
const before = 300;
const after = 2000;
/** The rules backtrack, so that a text made for it could cost the square of its length: they see so much of one text. */
const mostSeen = 64 * 1024;

/** What secretlint's recommended rules find (@secretlint/secretlint-rule-preset-recommend), which is loaded when first needed. */
export function secretlintIn(text: string, out: Credential[]): void {
  let seen = 0;
  let end = 0;
  starts.lastIndex = 0;
  for (let hit = starts.exec(text); hit !== null && seen < mostSeen; hit = starts.exec(text)) {
    const from = Math.max(end, hit.index - before);
    end = Math.min(text.length, hit.index + after);
    seen += end - from;
    for (const { what, start, end: until } of foundIn(text.slice(from, end)))
      out.push({ what, start: from + start, end: from + until });
    starts.lastIndex = Math.max(hit.index + 1, end);
  }
}

let rules: readonly RuleCreator[] | undefined;

function foundIn(content: string): readonly Credential[] {
  const found: Credential[] = [];
  for (const rule of loadedRules()) {
    const what = asked[ruleName(rule)] ?? 'a credential';
    const context = {
      createTranslator: () => (messageId: string) => ({ messageId }),
      report: ({ range: [start = 0, end = content.length] }: { readonly range: readonly number[] }) => {
        found.push({ what, start, end });
      },
      ignore: () => {},
    };
    rule.create(context, {}).file?.({ content, filePath: undefined, contentType: 'text' });
  }
  return found;
}

function loadedRules(): readonly RuleCreator[] {
  if (rules === undefined) {
    const preset: {
      readonly rules: readonly RuleCreator[];
    } = require('@secretlint/secretlint-rule-preset-recommend');
    rules = preset.rules.filter((rule) => Object.hasOwn(asked, ruleName(rule)));
  }
  return rules;
}

function ruleName({ meta }: RuleCreator): string {
  return meta.id.replace('@secretlint/secretlint-rule-', '');
}
