import { pointer } from '../../../references/fields';
import { nearest } from '../../../references/nearest';
import { controllerFile } from '../../app-mesh/source';
import { podsOf } from '../../pods';
import type { SetRule } from '../../rule';

const prefix = 'appmesh.k8s.aws/';
const known = [
  'appmeshCNI',
  'cpuLimit',
  'cpuRequest',
  'egressIgnoredIPs',
  'egressIgnoredPorts',
  'ignoredGID',
  'ignoredUID',
  'ipv6',
  'memoryLimit',
  'memoryRequest',
  'ports',
  'preview',
  'proxyEgressPort',
  'proxyIngressPort',
  'sds',
  'secretMounts',
  'sidecarEnv',
  'sidecarEnvJson',
  'sidecarInjectorWebhook',
  'virtualGatewaySkipImageOverride',
  'volumeMounts',
  'xrayAgentConfigMount',
].map((name) => `${prefix}${name}`);

export const podAnnotation: SetRule = {
  id: 'app-mesh/pod-annotation',
  severity: 'warning',
  title: 'a pod has an App Mesh annotation that the injector does not know',
  why: 'The injector passes over it silently: the limit, the port or the switch that it was meant to set stays at its default.',
  source: controllerFile('pkg/inject/constants.go'),
  *checkSet({ index }) {
    for (const pod of podsOf(index)) {
      for (const name of Object.keys(pod.annotations)) {
        if (!name.startsWith(prefix) || known.includes(name)) continue;
        const close = nearest(name, known);
        yield {
          object: pod.by,
          path: `${pod.path}${pointer('metadata', 'annotations', name)}`,
          message: `the injector knows no annotation ${name}`,
          found: name,
          expected: `one of the annotations ${prefix}*`,
          mend: close === undefined ? 'remove it' : `write ${close}`,
          ...(close === undefined ? {} : { nearest: close }),
        };
      }
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod'],
    fails: `
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, annotations: {appmesh.k8s.aws/egressIgnoredPort: "5432"}}
spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0"}]}
`,
    passes: `
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, annotations: {appmesh.k8s.aws/egressIgnoredPorts: "5432"}}
spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0"}]}
`,
  },
};
