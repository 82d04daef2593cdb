import { k8s } from 'cdk8s-plus-27';
import type { GroupClasses } from './classes';
import type { KindSchema } from './schema';
import { apiVersionOf } from './strict-schema';

/** The classes of cdk8s-plus for these kinds, where it has them, made quick by the code in runtime/. */
export function kubernetesClasses(kinds: readonly KindSchema[]): GroupClasses {
  const known = new Set(kinds.map((kind) => `${apiVersionOf(kind)} ${kind.kind}`));
  const names = Object.entries(k8s)
    .filter(([, type]) => 'GVK' in type && known.has(`${type.GVK.apiVersion} ${type.GVK.kind}`))
    .map(([name]) => name)
    .sort();
  return {
    group: 'k8s',
    code: [
      `'use strict';\nconst { k8s } = require('cdk8s-plus-27');\n`,
      `const { kubernetes } = require('./runtime/kubernetes.js');\n`,
      ...names.map((name) => `exports.${name} = kubernetes(k8s.${name});\n`),
    ].join(''),
    types: [
      `import { k8s } from 'cdk8s-plus-27';\n`,
      ...names.map((name) => `export declare class ${name} extends k8s.${name} {\n}\n`),
    ].join(''),
  };
}
