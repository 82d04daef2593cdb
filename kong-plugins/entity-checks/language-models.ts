import {
  allOrNone,
  demands,
  type EntityCheck,
  fault,
  inside,
  makesNecessary,
  someOf,
  valueAt,
} from './entity-check';

const source = 'Kong/kong 3.9 kong/llm/schemas/init.lua';

/** What each provider needs besides its name. */
const needed: Readonly<Record<string, readonly string[]>> = {
  llama2: ['llama2_format', 'upstream_url'],
  mistral: ['mistral_format'],
  anthropic: ['anthropic_version'],
  azure: ['azure_instance', 'azure_api_version', 'azure_deployment_id'],
};

/** The rules of a large language model: what its provider needs, and how it is signed in to. */
const model: readonly EntityCheck[] = [
  demands('model.provider', ['bedrock', 'gemini'], 'auth.allow_override', false, source),
  allOrNone(['auth.header_name', 'auth.header_value'], source),
  allOrNone(['auth.param_name', 'auth.param_value', 'auth.param_location'], source),
  allOrNone(
    ['api_endpoint', 'project_id', 'location_id'].map((key) => `model.options.gemini.${key}`),
    source,
  ),
  ...Object.entries(needed).flatMap(([provider, options]) =>
    options
      // These have defaults.
      .filter((option) => option !== 'azure_api_version')
      .map((option) => makesNecessary('model.provider', [provider], `model.options.${option}`, source)),
  ),
  (config) => {
    const statistics = valueAt(config, 'logging.log_statistics');
    if (statistics !== true || config.route_type !== 'llm/v1/completions') return [];
    if (valueAt(config, 'model.provider') !== 'anthropic') return [];
    const found = 'log_statistics: true, with anthropic and llm/v1/completions';
    return [fault('combination', '/logging/log_statistics', found, 'no statistics', 'leave it out', source)];
  },
];

/** The rules of ai-proxy. */
export const aiProxy: readonly EntityCheck[] = [
  ...model,
  demands('llm_format', ['bedrock', 'gemini'], 'route_type', 'llm/v1/chat', source),
  demands('llm_format', ['bedrock'], 'model.provider', 'bedrock', source),
  demands('llm_format', ['gemini'], 'model.provider', 'gemini', source),
];

/** The rules of ai-request-transformer and ai-response-transformer. */
export const aiTransformer: readonly EntityCheck[] = [
  ...model.map((check) => inside('llm', check)),
  (config) => {
    const type = valueAt(config, 'llm.route_type');
    if (typeof type !== 'string' || type === 'llm/v1/chat') return [];
    return [fault('combination', '/llm/route_type', type, 'llm/v1/chat', 'write llm/v1/chat', source)];
  },
  allOrNone(['http_proxy_host', 'http_proxy_port'], source),
  allOrNone(['https_proxy_host', 'https_proxy_port'], source),
];

/** The rules of ai-prompt-decorator. */
export const aiPromptDecorator: readonly EntityCheck[] = [
  (config, context) =>
    someOf(
      ['prepend', 'append'],
      'give prompts.prepend',
      'Kong/kong kong/plugins/ai-prompt-decorator/schema.lua',
    )(typeof config.prompts === 'object' && config.prompts !== null ? { ...config.prompts } : {}, {
      ...context,
      given: new Set([...context.given].map((path) => path.replace(/^\/prompts/, ''))),
    }).map((one) => ({ ...one, path: '/prompts' })),
];

/** The rules of ai-prompt-guard. */
export const aiPromptGuard: readonly EntityCheck[] = [
  someOf(
    ['allow_patterns', 'deny_patterns'],
    'give deny_patterns',
    'Kong/kong kong/plugins/ai-prompt-guard/schema.lua',
  ),
  demands(
    'match_all_roles',
    [true],
    'allow_all_conversation_history',
    false,
    'Kong/kong kong/plugins/ai-prompt-guard/schema.lua',
  ),
];
