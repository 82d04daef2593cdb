import { dig, pointer, text } from '../../../references/fields';
import type { Draft } from '../../finding';
import { preciseHostname } from '../../kong-mesh/setting-tests';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

/** What a template may ask of a service, and the text that Kuma puts there when it tries the template. */
const known: Readonly<Record<string, string>> = {
  Name: 'name',
  DisplayName: 'displayname',
  Namespace: 'namespace',
  Mesh: 'mesh',
  Zone: 'zone',
};

export const hostnameTemplate: ObjectRule = {
  id: 'kong-mesh/hostname-template',
  severity: 'error',
  title: 'the template of a HostnameGenerator gives no host name',
  why: 'Kuma tries the template with stand-in values and refuses the generator: no service gets the name that callers use.',
  source: kumaFile('pkg/core/resources/apis/hostnamegenerator/api/v1alpha1/validator.go'),
  kinds: ['kuma.io/HostnameGenerator'],
  *checkObject(object): Generator<Draft> {
    const template = text(dig(object, 'spec', 'template'));
    if (template === undefined) return;
    const problem = problemOf(template);
    if (problem === undefined) return;
    yield {
      object,
      path: pointer('spec', 'template'),
      message: problem,
      found: template,
      expected:
        'a host name in lower case, of texts and {{ .Name }}, {{ .Namespace }}, {{ .Zone }}, {{ .Mesh }}, {{ .DisplayName }} or {{ label "key" }}',
      mend: 'write a template such as "{{ .DisplayName }}.svc.mesh.local"',
    };
  },
  example: {
    given: ['kong-mesh', 'Namespace kong-mesh-system'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: HostnameGenerator
metadata: {name: local, namespace: kong-mesh-system, labels: {kuma.io/origin: zone}}
spec: {selector: {meshService: {matchLabels: {team: shop}}}, template: '{{ .Name }}_svc.mesh'}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: HostnameGenerator
metadata: {name: local, namespace: kong-mesh-system, labels: {kuma.io/origin: zone}}
spec: {selector: {meshService: {matchLabels: {team: shop}}}, template: '{{ .Name }}.svc.mesh'}
`,
  },
};

/** What is wrong with a template; nothing is said of one whose actions do more than name a value. */
function problemOf(template: string): string | undefined {
  const opened = template.split('{{').length - 1;
  const actions = [...template.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, action = '']) =>
    action.replace(/^-/, '').replace(/-$/, '').trim(),
  );
  if (opened !== actions.length) return 'the template opens an action and does not close it';
  for (const action of actions) {
    const field = /^\.([A-Za-z]\w*)$/.exec(action)?.[1];
    if (field !== undefined && known[field] === undefined) return `a service has no ${field}`;
    if (action === '' || /[[\]#!@$%^&*=?;,<>~]/.test(action)) return `Go cannot read the action ${action}`;
    if (field === undefined && !/^label\s+("[^"]*"|`[^`]*`)$/.test(action)) return undefined;
  }
  const rendered = template
    .replace(/\{\{-?\s*\.(\w+)\s*-?\}\}/g, (_, field: string) => known[field] ?? '')
    .replace(/\{\{[^{}]*\}\}/g, 'label');
  return preciseHostname(rendered) === undefined ? undefined : `it gives ${rendered}, which is no host name`;
}
