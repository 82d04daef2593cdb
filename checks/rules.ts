import type { Rule } from './rule';
import { duplicateRouteName } from './rules/app-mesh/duplicate-route-name';
import { doubtfulPluginConfiguration } from './rules/kong/doubtful-plugin-configuration';
import { plainSecretInPlugin } from './rules/kong/plain-secret-in-plugin';
import { pluginConfiguration } from './rules/kong/plugin-configuration';
import { pluginUnavailable } from './rules/kong/plugin-unavailable';
import { unknownPluginType } from './rules/kong/unknown-plugin-type';

/** Every rule, one a line, by family and id. A rule that is not listed here does not run, and a test says so. */
export const rules: readonly Rule[] = [
  duplicateRouteName,
  doubtfulPluginConfiguration,
  plainSecretInPlugin,
  pluginConfiguration,
  pluginUnavailable,
  unknownPluginType,
];
