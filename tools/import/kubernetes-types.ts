import { readFileSync } from 'node:fs';

/**
 * The declarations of these classes of cdk8s-plus, and of all that they speak of, without prose.
 *
 * @throws Error for a name that is not declared there
 */
export function kubernetesTypes(names: readonly string[]): string {
  const declared = declarations();
  const reached = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    const text = declared.get(name);
    if (text === undefined) throw new Error(`cdk8s-plus-27 declares no ${name}`);
    reached.add(name);
    waiting.push(...(text.match(/\b[A-Z]\w+/g) ?? []).filter((word) => declared.has(word)));
  }
  return [
    `import type { GroupVersionKind } from 'cdk8s';\n`,
    `import { ApiObject } from 'cdk8s';\nimport type { Construct } from 'constructs';\n`,
    ...[...reached].sort().map((name) => `${declared.get(name) ?? ''}\n`),
  ].join('');
}

/** Every exported declaration of cdk8s-plus' Kubernetes kinds by its name. */
function declarations(): ReadonlyMap<string, string> {
  const file = require.resolve('cdk8s-plus-27/lib/imports/k8s.d.ts');
  const text = readFileSync(file, 'utf8').replace(/^\s*\/\*\*[\s\S]*?\*\/\n/gm, '');
  const found = text.matchAll(/^export (?:declare class|interface|declare enum) (\w+)[^{]*\{\n[\s\S]*?^\}/gm);
  return new Map([...found].map(([declaration, name = '']) => [name, declaration]));
}
