/** A file of Kuma, on which Kong Mesh is built, as the source of a rule. */
export function kumaFile(path: string): string {
  return `kuma v2.14.3 ${path}`;
}

/** What the version after 2.14 removes, as the source of a rule. */
export const nextVersion = 'kuma UPGRADE.md, Upgrade to 3.0.0';

/** The same file for every policy. */
export const policyValidators = kumaFile('pkg/plugins/policies/*/api/v1alpha1/validator.go');
