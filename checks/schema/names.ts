/** A kind of name: what it may look like, in words, and whether a text does. */
export interface NameRule {
  readonly expected: string;
  readonly test: (name: string) => boolean;
}

const label = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const labels = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/** Most names: apimachinery pkg/util/validation IsDNS1123Subdomain. */
export const subdomain: NameRule = {
  expected:
    'at most 253 lower-case letters, digits, - and ., each part beginning and ending with a letter or digit',
  test: (name) => name.length <= 253 && labels.test(name),
};

/** Namespaces and stateful sets: IsDNS1123Label. */
export const dnsLabel: NameRule = {
  expected: 'at most 63 lower-case letters, digits and -, beginning and ending with a letter or digit',
  test: (name) => name.length <= 63 && label.test(name),
};

/** Services: IsDNS1035Label. */
export const serviceName: NameRule = {
  expected:
    'at most 63 lower-case letters, digits and -, beginning with a letter and ending with a letter or digit',
  test: (name) => dnsLabel.test(name) && /^[a-z]/.test(name),
};

/** Roles and their bindings: apimachinery pkg/api/validation/path IsValidPathSegmentName. */
const pathSegment: NameRule = {
  expected: 'a name without / and %, and neither . nor ..',
  test: (name) => name !== '.' && name !== '..' && !/[/%]/.test(name),
};

/** Cron jobs: a job's name is theirs with 11 characters more (pkg/apis/batch/validation). */
const cronJobName: NameRule = {
  expected: 'at most 52 lower-case letters, digits, - and .',
  test: (name) => name.length <= 52 && subdomain.test(name),
};

const rules: Readonly<Record<string, NameRule>> = {
  '/Namespace': dnsLabel,
  '/Service': serviceName,
  'apps/StatefulSet': dnsLabel,
  'batch/CronJob': cronJobName,
  'rbac.authorization.k8s.io/ClusterRole': pathSegment,
  'rbac.authorization.k8s.io/ClusterRoleBinding': pathSegment,
  'rbac.authorization.k8s.io/Role': pathSegment,
  'rbac.authorization.k8s.io/RoleBinding': pathSegment,
};

/** What the name of an object of a kind may be. */
export function nameRule(group: string, kind: string): NameRule {
  return rules[`${group}/${kind}`] ?? subdomain;
}

/** Keys of labels and annotations: IsQualifiedName. */
export const qualifiedName: NameRule = {
  expected:
    'a name of at most 63 letters, digits, -, _ and ., beginning and ending with a letter or digit, and before it a DNS name and / if need be',
  test: (key) => {
    const slash = key.indexOf('/');
    const name = key.slice(slash + 1);
    return name.length <= 63 && part.test(name) && (slash < 0 || subdomain.test(key.slice(0, slash)));
  },
};

const part = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** Values of labels: IsValidLabelValue. */
export const labelValue: NameRule = {
  expected: 'at most 63 letters, digits, -, _ and ., beginning and ending with a letter or digit',
  test: (value) => value === '' || (value.length <= 63 && part.test(value)),
};

/** Bytes that the keys and values of all annotations of an object may have (apimachinery pkg/api/validation). */
export const maxAnnotationBytes = 256 * 1024;
