import { pointer } from '../../../references/fields';
import { jazzNode, jazzPod, meshedNamespace } from '../../app-mesh/example';
import { nodePods } from '../../app-mesh/injected-pods';
import { controllerFile } from '../../app-mesh/source';
import type { SetRule } from '../../rule';
import { formatOf } from '../../schema/formats';

const prefix = 'appmesh.k8s.aws/';

interface Reading {
  readonly expected: string;
  readonly test: (text: string) => boolean;
}

const quantity: Reading = {
  expected: 'a quantity such as 100m, 1.5, 128Mi or 1G',
  // An empty one asks for nothing.
  test: (text) => text === '' || (formatOf('quantity', true)?.test(text) ?? true),
};

/** Parts between commas, each of two halves around a sign. */
function pairs(sign: string, expected: string): Reading {
  return { expected, test: (text) => text.split(',').every((part) => part.split(sign).length === 2) };
}

const readings: Readonly<Record<string, Reading>> = {
  cpuRequest: quantity,
  cpuLimit: quantity,
  memoryRequest: quantity,
  memoryLimit: quantity,
  secretMounts: pairs(':', 'secret:path, and more of them after a comma'),
  volumeMounts: pairs(':', 'volume:path, and more of them after a comma'),
  sidecarEnv: pairs(
    '=',
    'NAME=value, and more of them after a comma; no value has a comma or an equals sign',
  ),
  sidecarEnvJson: {
    expected: 'a JSON list of maps of texts, such as [{"DD_ENV": "prod"}]',
    test: isListOfTexts,
  },
};

export const podAnnotationValue: SetRule = {
  id: 'app-mesh/pod-annotation-value',
  severity: 'error',
  title: "a pod's App Mesh annotation has a value that the injector cannot read",
  why: 'The injector refuses to create the pod; the workload stays at zero replicas.',
  source: controllerFile(
    'pkg/inject/envoy.go, sidecar_builder.go; the injector has answered for such values',
  ),
  measured: 'the injector of App Mesh controller 1.13.3 refuses pods with such values.',
  *checkSet({ index }) {
    for (const pod of nodePods(index)) {
      for (const [name, { expected, test }] of Object.entries(readings)) {
        const value = pod.annotations[`${prefix}${name}`];
        if (value === undefined || test(value)) continue;
        yield {
          object: pod.by,
          path: `${pod.path}${pointer('metadata', 'annotations', `${prefix}${name}`)}`,
          message: `the injector cannot read ${prefix}${name}`,
          found: value === '' ? 'an empty text' : value,
          expected,
          mend: 'write it that way, or remove the annotation',
        };
      }
    }
  },
  example: {
    given: ['app-mesh-controller'],
    fails: meshedNamespace() + jazzNode() + jazzPod('{appmesh.k8s.aws/cpuRequest: a little}'),
    passes: meshedNamespace() + jazzNode() + jazzPod('{appmesh.k8s.aws/cpuRequest: 10m}'),
  },
};

function isListOfTexts(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null) return true;
    return (
      Array.isArray(value) &&
      value.every(
        (map: unknown) =>
          map === null ||
          (typeof map === 'object' &&
            !Array.isArray(map) &&
            Object.values(map).every((each) => typeof each === 'string')),
      )
    );
  } catch {
    return false;
  }
}
