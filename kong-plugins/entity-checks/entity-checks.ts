import type { PluginName } from '../plugins';
import { acl, basicAuth, jwt, keyAuth, oauth2, openidConnect } from './authentication';
import type { EntityCheck } from './entity-check';
import { aiPromptDecorator, aiPromptGuard, aiProxy, aiTransformer } from './language-models';
import { functions, httpLog, metrics, openTelemetry } from './logs';
import { acme, awsLambda, ldapAuth } from './outside';
import { rateLimitingAdvanced } from './rate-limiting-advanced';
import { rateLimiting, responseRateLimiting } from './rate-limits';
import { canary, cors, ipRestriction, requestTermination } from './traffic';
import { requestTransformer, responseTransformer } from './transformers';

/** The rules of each plugin that its schema cannot say; a plugin without an entry has none. */
export const entityChecks: Readonly<Partial<Record<PluginName, readonly EntityCheck[]>>> = {
  acl,
  acme,
  'ai-prompt-decorator': aiPromptDecorator,
  'ai-prompt-guard': aiPromptGuard,
  'ai-proxy': aiProxy,
  'ai-request-transformer': aiTransformer,
  'ai-response-transformer': aiTransformer,
  'aws-lambda': awsLambda,
  'basic-auth': basicAuth,
  canary,
  cors,
  datadog: metrics,
  'http-log': httpLog,
  'ip-restriction': ipRestriction,
  jwt,
  'key-auth': keyAuth,
  'key-auth-enc': keyAuth,
  'ldap-auth': ldapAuth,
  oauth2,
  'openid-connect': openidConnect,
  opentelemetry: openTelemetry,
  'post-function': functions,
  'pre-function': functions,
  'rate-limiting': rateLimiting,
  'rate-limiting-advanced': rateLimitingAdvanced,
  'request-termination': requestTermination,
  'request-transformer': requestTransformer,
  'response-ratelimiting': responseRateLimiting,
  'response-transformer': responseTransformer,
  statsd: metrics,
};
