import type { SignClass } from './runs';

/** A form of credential that is known by how it begins. */
export interface CredentialForm {
  readonly what: string;
  readonly start: string;
  /** Signs of what follows, and how many there are at least. */
  readonly signs: SignClass;
  readonly least: number;
  /** How many there are at most. @default no limit */
  readonly most?: number;
  /** Says more of the whole, from its start to the end of the run of signs. It must be linear in the text's length. */
  readonly whole?: RegExp;
}

function form(
  what: string,
  starts: string,
  signs: SignClass,
  least: number,
  more: Pick<CredentialForm, 'most' | 'whole'> = {},
): readonly CredentialForm[] {
  return starts.split(' ').map((start) => ({ what, start, signs, least, ...more }));
}

const aws = /^A(?:KIA|SIA|BIA|CCA|3T[0-9A-Z])[0-9A-Z]{16}(?![0-9A-Za-z])/;
/** Letters of both cases and digits. */
const mixed = /^(?=.{0,100}\d)(?=.{0,100}[A-Z])(?=.{0,100}[a-z]).{12}/;
/** Letters and digits, where a start is also one of common words. */
const varied = /^(?=.{0,100}\d)(?=.{0,100}[A-Za-z]).{12}/;

/**
 * Forms that their makers document and that secretlint's rules do not know, or know more narrowly. Each is a credential on
 * sight. Sources: the makers' own pages on the formats of their tokens, and GitHub's list of supported secret scanning patterns.
 */
export const credentialForms: readonly CredentialForm[] = [
  ...form('an AWS access key', 'AKIA ASIA ABIA ACCA', 'letters', 16, { most: 16, whole: aws }),
  ...form('an AWS access key', 'A3T', 'letters', 17, { most: 17, whole: aws }),
  ...form('an AWS AppSync key', 'da2-', 'letters', 26, { most: 26, whole: varied }),
  ...form('an AWS session token', 'IQoJb3JpZ2lu FwoGZXIvYXdz FQoGZXIvYXdz', 'base64', 80),
  ...form('an Amazon Bedrock key', 'ABSK bedrock-api-key-', 'base64', 90),
  ...form('an Amazon MWS token', 'amzn.mws.', 'uuid', 36),
  ...form('an Alibaba Cloud key', 'LTAI', 'letters', 16, { most: 26, whole: varied }),
  ...form('a Konnect token', 'kpat_ spat_', 'letters', 20),
  ...form('a Konnect token', 'konnect_pat_ konnect_spat_', 'letters', 20),
  ...form('a GitHub token', 'ghp_ gho_ ghu_ ghs_ ghr_', 'letters', 36),
  ...form('a GitHub token', 'github_pat_', 'name', 40),
  ...form(
    'a GitLab token',
    'glpat- gldt- glrt- glrtr- glptt- glft- glsoat- glcbt- glimt- glagent- gloas- glffct- glwt-',
    'dotted',
    16,
  ),
  ...form('a GitLab token', 'GR1348941', 'base64url', 20),
  ...form('a Bitbucket token', 'ATBB BBDC-', 'base64url', 28),
  ...form('an Atlassian token', 'ATATT3 ATCTT3', 'dotted', 60),
  ...form(
    'a Slack token',
    'xoxb- xoxp- xoxa- xoxo- xoxr- xoxs- xoxe- xoxc- xoxd- xoxe.xoxp- xoxe.xoxb- xapp-',
    'base64url',
    20,
    { whole: varied },
  ),
  ...form(
    'a Slack workflow address',
    'hooks.slack.com/services/T hooks.slack.com/workflows/T hooks.slack.com/triggers/T',
    'loose',
    20,
  ),
  ...form('a webhook of Discord', 'discord.com/api/webhooks/ discordapp.com/api/webhooks/', 'loose', 60),
  ...form('a webhook of Teams', 'webhook.office.com/webhookb2/ outlook.office.com/webhook/', 'loose', 30, {
    whole: /^[^\s"'<>]{60}[^\s"'<>]{0,300}/,
  }),
  ...form('a webhook of Zapier', 'hooks.zapier.com/hooks/catch/', 'loose', 10),
  ...form('a Stripe key', 'whsec_ sk_org_', 'base64', 16),
  ...form('a Square token', 'EAAA', 'base64url', 60, { whole: varied }),
  ...form('a Square token', 'sq0atp- sq0csp- sq0idp- EAAAE', 'base64url', 20, { whole: varied }),
  ...form('a Braintree token', 'access_token$production$ access_token$sandbox$', 'dotted', 16),
  ...form('a Razorpay key', 'rzp_live_ rzp_test_', 'letters', 14),
  ...form('a Flutterwave key', 'FLWSECK- FLWSECK_TEST-', 'base64url', 12),
  ...form('a Plaid token', 'access-sandbox- access-production- access-development-', 'uuid', 36),
  ...form('an npm token', 'npm_', 'letters', 30, { whole: varied }),
  ...form('a PyPI token', 'pypi-AgEI', 'base64url', 50),
  ...form('a RubyGems key', 'rubygems_', 'hex', 48),
  ...form('a crates.io token', 'cio', 'letters', 32, { most: 32, whole: varied }),
  ...form('a NuGet key', 'oy2', 'letters', 43, { most: 43, whole: varied }),
  ...form('a Clojars token', 'CLOJARS_', 'letters', 60),
  ...form('a Docker Hub token', 'dckr_oat_', 'base64url', 20),
  ...form('a JFrog key', 'AKCp', 'letters', 69),
  ...form('a JFrog reference token', 'cmVmdGtu', 'letters', 50),
  ...form('a SendGrid key', 'SG.', 'dotted', 40, { whole: /^SG\.[\w-]{16,32}\.[\w-]{20,64}/ }),
  ...form('a Mailgun key', 'key-', 'letters', 32, { most: 32, whole: varied }),
  ...form('a Mailgun key', 'pubkey-', 'letters', 32, { most: 32, whole: varied }),
  ...form('a Brevo key', 'xkeysib- xsmtpsib-', 'base64url', 64),
  ...form('a Mandrill key', 'md-', 'base64url', 22, {
    most: 22,
    whole: /^(?=.*[A-Z])(?=.*\d)(?=.*[a-z]).{25}/,
  }),
  ...form('a Twilio key', 'SK', 'hex', 32, { most: 32, whole: /^SK(?:[0-9a-f]{32}|[0-9A-F]{32})/ }),
  ...form('a HubSpot token', 'pat-na1- pat-na2- pat-na3- pat-eu1- pat-ap1-', 'uuid', 36),
  ...form('a Lob key', 'live_ test_', 'hex', 35, { most: 35, whole: /^(?:live|test)_[0-9a-f]{35}(?!\w)/ }),
  ...form('a MessageBird key', 'live_ test_', 'letters', 25, {
    most: 48,
    whole: /^(?=.*[A-Z])(?=.*\d)(?=.*[a-z])./,
  }),
  ...form('a Google API key', 'AIza', 'base64url', 35),
  ...form('a Google OAuth secret', 'GOCSPX-', 'base64url', 24),
  ...form('a Google OAuth token', 'ya29.', 'dotted', 24),
  ...form('a Google OAuth token', '1//0', 'base64url', 40, { whole: varied }),
  ...form('a Firebase server key', 'AAAA', 'base64url', 7, { whole: /^AAAA[\w-]{7}:[\w-]{100}/ }),
  ...form('an OpenAI key', 'sk-proj- sk-svcacct- sk-admin- sk-None-', 'base64url', 30, { whole: varied }),
  ...form('an Anthropic key', 'sk-ant-', 'base64url', 30, { whole: varied }),
  ...form('a key of an AI service', 'sk-or-v1- sk-', 'base64url', 32, {
    whole: /^sk-(?=[\w-]{0,100}\d)(?:or-v1-)?[A-Za-z0-9]{20}/,
  }),
  ...form('a key of an AI service', 'sk-', 'letters', 20, { most: 31, whole: mixed }),
  ...form('a Langfuse key', 'sk-lf-', 'uuid', 36),
  ...form('an ElevenLabs key', 'sk_', 'hex', 48, { most: 48 }),
  ...form('a Firecrawl key', 'fc-', 'hex', 32, { most: 32, whole: /^fc-[0-9a-f]{32}(?![\w-])/ }),
  ...form('a Pinecone key', 'pcsk_', 'name', 40),
  ...form('a Tavily key', 'tvly-', 'base64url', 24),
  ...form('an E2B key', 'e2b_', 'hex', 40, { most: 40 }),
  ...form('a Weights & Biases key', 'wandb_v1_', 'name', 40),
  ...form(
    'a key of an AI service',
    'gsk_ xai- pplx- r8_ nvapi- tgp_v1_ csk- lsv2_pt_ lsv2_sk_ hf_ api_org_ jina_',
    'base64url',
    28,
    { whole: varied },
  ),
  ...form('a Fireworks key', 'fw_', 'letters', 22, { whole: varied }),
  ...form('a Hugging Face token', 'hf_ api_org_', 'letters', 34, { whole: /^\w{0,8}_(?=.*[A-Z]).{34}/ }),
  ...form('a Linear token', 'lin_api_ lin_oauth_ lin_wh_', 'letters', 24),
  ...form('an Airtable token', 'pat', 'letters', 14, {
    most: 14,
    whole: /^pat[A-Za-z0-9]{14}\.[0-9a-f]{64}/,
  }),
  ...form('a Postman key', 'PMAK-', 'base64url', 40),
  ...form('a Contentful token', 'CFPAT-', 'base64url', 40),
  ...form('a ClickUp token', 'pk_', 'name', 38, { whole: /^pk_\d{5,12}_[A-Z0-9]{32}(?!\w)/ }),
  ...form('a Notion token', 'ntn_', 'letters', 40),
  ...form('a Notion token', 'secret_', 'letters', 43, { most: 43, whole: mixed }),
  ...form('an Intercom token', 'dG9rO', 'base64', 50),
  ...form('a Trello token', 'ATTA', 'hex', 64),
  ...form('a Dropbox token', 'sl.', 'dotted', 120, { whole: varied }),
  ...form('a Resend key', 're_', 'name', 28, {
    whole: /^re_(?=\w{0,36}\d)(?=\w{0,36}[A-Z])(?=\w{0,36}[a-z])[A-Za-z0-9]{8}_[A-Za-z0-9]{20}/,
  }),
  ...form('a PubNub key', 'sec-c-', 'base64', 40),
  ...form('a Stytch secret', 'secret-live- secret-test-', 'base64url', 30, { whole: varied }),
  ...form('a Typeform token', 'tfp_', 'base64url', 40),
  ...form('a Shippo token', 'shippo_live_ shippo_test_', 'hex', 32),
  ...form('an EasyPost key', 'EZAK EZTK', 'letters', 50),
  ...form('a DigitalOcean token', 'dop_v1_ doo_v1_ dor_v1_', 'hex', 60),
  ...form('a Heroku key', 'HRKU-', 'base64url', 30),
  ...form('a Render key', 'rnd_', 'letters', 24, { whole: mixed }),
  ...form('a Scalingo token', 'tk-us-', 'base64url', 48),
  ...form('a CockroachDB Cloud key', 'CCDB1_', 'name', 40),
  ...form('a ClickHouse Cloud key', '4b1d', 'letters', 38, { most: 38, whole: mixed }),
  ...form('an OpenShift token', 'sha256~', 'base64url', 43, { most: 43 }),
  ...form('a token of an EKS cluster', 'k8s-aws-v1.', 'base64url', 60),
  ...form('a Mapbox token', 'sk.eyJ1', 'dotted', 50),
  ...form('a Xata key', 'xau_', 'letters', 32),
  ...form('an Ory token', 'ory_pat_ ory_at_ ory_rt_ ory_apikey_', 'base64url', 30),
  ...form('a JumpCloud key', 'jca_', 'letters', 36),
  ...form('a Zoho token', '1000.', 'dotted', 65, { whole: /^1000\.[0-9a-f]{32}\.[0-9a-f]{32}/ }),
  ...form('a Twitch key', 'live_', 'name', 30, { whole: /^live_\d{6,12}_(?=\w{0,40}[A-Z])\w{20}/ }),
  ...form('a GoCardless token', 'live_', 'base64url', 40, { most: 40, whole: mixed }),
  ...form('a Ubidots token', 'BBFF- BBUS-', 'letters', 30),
  ...form('a Voiceflow key', 'VF.DM.', 'dotted', 30),
  ...form('a Defined Networking key', 'dnkey-', 'dotted', 60),
  ...form('an Adobe secret', 'p8e-', 'letters', 32, { whole: varied }),
  ...form('a Duffel token', 'duffel_test_ duffel_live_', 'dotted', 40),
  ...form('a Frame.io token', 'fio-u-', 'dotted', 60),
  ...form('a SettleMint token', 'sm_aat_ sm_pat_ sm_sat_', 'letters', 16, { whole: varied }),
  ...form('a secret of Intra 42', 's-s4t2ud- s-s4t2af-', 'hex', 64),
  ...form('a session of GitLab', '_gitlab_session=', 'letters', 32),
  ...form('a Hetzner or Fly.io token', 'fm1r_ fm1a_ fm2_', 'base64', 40),
  ...form('a Fly.io token', 'fo1_', 'base64url', 43),
  ...form('a Fastly or Netlify token', 'nfp_ nfc_ nfo_ nfu_', 'letters', 32),
  ...form('a Supabase key', 'sbp_ sb_secret_', 'base64url', 30, { whole: varied }),
  ...form('a PlanetScale token', 'pscale_tkn_ pscale_pw_ pscale_oauth_', 'dotted', 30),
  ...form('a Neon or Turso key', 'napi_', 'letters', 40),
  ...form('a Cloudflare origin key', 'v1.0-', 'base64url', 100),
  ...form('a Pulumi token', 'pul-', 'hex', 40),
  ...form('a Snowflake or dbt token', 'dbtc_ dbtu_', 'base64url', 30),
  ...form('a Doppler token', 'dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.', 'dotted', 24),
  ...form('an Infisical token', 'st.', 'dotted', 60, { whole: /^st\.[0-9a-f-]{24,36}\.[0-9a-f]{32}/ }),
  ...form('a 1Password secret key', 'A3-', 'base64url', 32, {
    whole: /^A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}/,
  }),
  ...form('a Vault token', 'hvs. hvb. hvr.', 'base64url', 20),
  ...form('a Vault token', 's. b. r.', 'letters', 24, {
    most: 26,
    whole: /^[sbr]\.(?=\w{0,25}[A-Z])(?=\w{0,25}[a-z])\w{24}(?![\w.-])/,
  }),
  ...form('an ngrok key', 'ak_ cr_', 'letters', 27, {
    most: 30,
    whole: /^\w\w_2(?=.{0,30}[A-Z])(?=.{0,30}[a-z])./,
  }),
  ...form('a Grafana key', 'eyJrIjoi', 'base64', 60),
  ...form('a New Relic key', 'NRAK- NRII- NRIQ- NRRA- NRSP- NRAA-', 'base64url', 20),
  ...form('a Datadog key', 'ddapi_ ddapp_ pub', 'letters', 32, {
    whole: /^(?:ddap[ip]_\w{32}|pub[0-9a-f]{32})/,
  }),
  ...form('a Dynatrace token', 'dt0c01. dt0s01. dt0s16.', 'dotted', 60),
  ...form('a Honeycomb key', 'hcaik_ hcxik_ hcamk_ hcxmk_ hcbik_', 'letters', 40),
  ...form('a Sentry token', 'sntrys_ sntryu_ sntrya_', 'base64', 48),
  ...form('an Axiom token', 'xaat- xapt-', 'uuid', 36, { most: 36 }),
  ...form('an Elastic key', 'essu_', 'base64', 40),
  ...form('a Splunk or PagerDuty token', 'pdus+ pdeu+', 'base64url', 18),
  ...form('a LaunchDarkly key', 'sdk- api- mob-', 'uuid', 36, {
    most: 36,
    whole: /^(?:sdk|api|mob)-[0-9a-f]{8}-[0-9a-f]{4}-/,
  }),
  ...form('a PostHog key', 'phx_ phs_', 'letters', 32),
  ...form('a SonarQube token', 'sqp_ sqa_ squ_', 'hex', 40),
  ...form('a Sourcegraph token', 'sgp_ slk_', 'name', 40, { whole: varied }),
  ...form('a Snyk token', 'snyk_uat. snyk_sat.', 'dotted', 20),
  ...form('a CircleCI token', 'CCIPAT_ CCIPRJ_', 'name', 30),
  ...form('a Buildkite token', 'bkua_ bkaj_ bkct_', 'letters', 32),
  ...form('a Harness token', 'pat. sat.', 'dotted', 40, {
    whole: /^[ps]at\.[\w-]{22}\.[A-Za-z0-9]{24}\.\w{20}/,
  }),
  ...form('an Octopus key', 'API-', 'letters', 25, {
    most: 32,
    whole: /^API-(?=[A-Z0-9]{0,31}\d)[A-Z0-9]{25}/,
  }),
  ...form('a Prefect token', 'pnu_ pnb_', 'letters', 36),
  ...form('an Infracost key', 'ico-', 'letters', 32),
  ...form('a Rootly, Cal or ReadMe key', 'rdme_ rootly_ cal_live_', 'letters', 32),
  ...form('a Twitter token', 'AAAAAAAAAAAAAAAAAAAAA', 'loose', 60, { whole: varied }),
  ...form('a Facebook token', 'EAAC EAAB EAAD EAAM', 'letters', 60),
  ...form('a Yandex key', 'AQVN y0_ YCAJ', 'base64url', 20, {
    whole: /^(?=.{0,40}[A-Z])(?=.{0,40}\d)(?=.{0,40}[a-z])./,
  }),
  ...form('a Yandex Cloud token', 't1.', 'dotted', 100, {
    whole: /^t1\.[\w-]{8,200}={0,2}\.[\w-]{80,200}/,
  }),
  ...form('an Aiven password', 'AVNS_', 'base64url', 15),
  ...form('an Adyen key', 'AQE', 'base64url', 80, { whole: varied }),
  ...form('an age key', 'AGE-SECRET-KEY-', 'base64url', 50),
  ...form('an age key', 'AGE-PLUGIN-', 'base64url', 20),
  ...form('a Nostr or minisign key', 'nsec1 RWRTY0Iy', 'base64', 50),
  ...form('a password hash', '$2a$ $2b$ $2y$ $2x$', 'loose', 2, {
    whole: /^\$2[abxy]\$\d\d\$[./A-Za-z0-9]{50}/,
  }),
  ...form('a password hash', '$apr1$ $1$ $5$ $6$ $7$ $y$', 'loose', 1, {
    whole: /^\$(?:apr1|[1567]|y)\$[\w./=$-]{26}/,
  }),
  ...form('a password hash', '$argon2id$ $argon2i$ $argon2d$ $scrypt$ $pbkdf2 $pbkdf2-sha256$', 'loose', 4, {
    whole: /^\$[a-z0-9-]{5,16}\$[\w./=,$+-]{20}/,
  }),
  ...form('a password hash', 'SCRAM-SHA-1$ SCRAM-SHA-256$ SCRAM-SHA-512$', 'loose', 4, {
    whole: /^SCRAM-SHA-\d{1,3}\$\d{4,6}:[\w+/=]{8,64}\$[\w+/=:]{40,200}/,
  }),
  ...form('the seed of one-time passwords', 'otpauth://', 'loose', 4, {
    whole: /^otpauth:\/\/[^\s"'?]{1,200}\?[^\s"']{0,120}secret=[A-Za-z2-7]{16,128}/,
  }),
  ...form('a password hash', 'md5', 'hex', 32, { most: 32, whole: /^md5[0-9a-f]{32}(?!\w)/ }),
  ...form('a password hash', '{SHA} {SSHA} {SHA256} {SSHA256} {SSHA512}', 'base64', 20),
];
