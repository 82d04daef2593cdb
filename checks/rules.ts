import type { Rule } from './rule';
import { duplicateRouteName } from './rules/app-mesh/duplicate-route-name';
import { danglingReference } from './rules/general/dangling-reference';
import { duplicateObject } from './rules/general/duplicate-object';
import { missingNamespace } from './rules/general/missing-namespace';
import { rbacWildcard } from './rules/general/rbac-wildcard';
import { secretInField } from './rules/general/secret-in-field';
import { secretObject } from './rules/general/secret-object';
import { annotationValue } from './rules/kong/annotation-value';
import { classTwice } from './rules/kong/class-twice';
import { doubtfulPluginConfiguration } from './rules/kong/doubtful-plugin-configuration';
import { duplicatePluginType } from './rules/kong/duplicate-plugin-type';
import { misplacedAnnotation } from './rules/kong/misplaced-annotation';
import { missingConsumerGroup } from './rules/kong/missing-consumer-group';
import { missingPlugin } from './rules/kong/missing-plugin';
import { missingUpstreamPolicy } from './rules/kong/missing-upstream-policy';
import { overrideOnIngress } from './rules/kong/override-on-ingress';
import { overrideOnService } from './rules/kong/override-on-service';
import { plainSecretInPlugin } from './rules/kong/plain-secret-in-plugin';
import { pluginConfiguration } from './rules/kong/plugin-configuration';
import { pluginScope } from './rules/kong/plugin-scope';
import { pluginUnavailable } from './rules/kong/plugin-unavailable';
import { pluginWithoutGrant } from './rules/kong/plugin-without-grant';
import { unknownAnnotation } from './rules/kong/unknown-annotation';
import { unknownPluginType } from './rules/kong/unknown-plugin-type';
import { unusedPlugin } from './rules/kong/unused-plugin';
import { alternative } from './rules/schema/alternative';
import { celRule } from './rules/schema/cel';
import { duplicateItem } from './rules/schema/duplicate-item';
import { duplicateKey } from './rules/schema/duplicate-key';
import { unknownValue } from './rules/schema/enum';
import { format } from './rules/schema/format';
import { label } from './rules/schema/label';
import { missingField } from './rules/schema/missing-field';
import { name } from './rules/schema/name';
import { noSchema } from './rules/schema/no-schema';
import { nullField } from './rules/schema/null';
import { pattern } from './rules/schema/pattern';
import { range } from './rules/schema/range';
import { scope } from './rules/schema/scope';
import { size } from './rules/schema/size';
import { wrongType } from './rules/schema/type';
import { unknownField } from './rules/schema/unknown-field';
import { unservedVersion } from './rules/schema/unserved-version';
import { creationPolicy } from './rules/secrets/creation-policy';
import { missingObject } from './rules/secrets/missing-object';
import { missingSecret } from './rules/secrets/missing-secret';
import { roleCannotRead } from './rules/secrets/role-cannot-read';
import { roleNameLength } from './rules/secrets/role-name-length';
import { roleReadsTooMuch } from './rules/secrets/role-reads-too-much';
import { roleTrust } from './rules/secrets/role-trust';
import { secretMadeTwice } from './rules/secrets/secret-made-twice';
import { storeNamespace } from './rules/secrets/store-namespace';
import { storeWithoutRole } from './rules/secrets/store-without-role';
import { typeKeys } from './rules/secrets/type-keys';

/** Every rule, one a line, by family and id. A rule that is not listed here does not run, and a test says so. */
export const rules: readonly Rule[] = [
  alternative,
  celRule,
  duplicateItem,
  duplicateKey,
  unknownValue,
  format,
  label,
  missingField,
  name,
  noSchema,
  nullField,
  pattern,
  range,
  scope,
  size,
  wrongType,
  unknownField,
  unservedVersion,
  duplicateRouteName,
  annotationValue,
  classTwice,
  doubtfulPluginConfiguration,
  duplicatePluginType,
  misplacedAnnotation,
  missingConsumerGroup,
  missingPlugin,
  missingUpstreamPolicy,
  overrideOnIngress,
  overrideOnService,
  plainSecretInPlugin,
  pluginConfiguration,
  pluginScope,
  pluginUnavailable,
  pluginWithoutGrant,
  unknownAnnotation,
  unknownPluginType,
  unusedPlugin,
  creationPolicy,
  missingObject,
  missingSecret,
  roleCannotRead,
  roleNameLength,
  roleReadsTooMuch,
  roleTrust,
  secretMadeTwice,
  storeNamespace,
  storeWithoutRole,
  typeKeys,
  danglingReference,
  duplicateObject,
  missingNamespace,
  rbacWildcard,
  secretInField,
  secretObject,
];
