import { probesOf } from './handlers';
import { isGiven, type Part, partOf, partsOf, type Refusal, repeated, textOf, unless } from './refusal';
import { isLabel, isPort, isPortName } from './values';

/** Source: kubernetes pkg/apis/core/validation/validation.go, validateContainerPorts. */
export function* containerPort(part: Part): Generator<Refusal> {
  yield* unless(part, 'containerPort', isPort, 'a number from 1 to 65535');
  yield* unless(part, 'hostPort', (port) => port === 0 || isPort(port), 'a number from 1 to 65535');
  if (part.name !== '')
    yield* unless(
      part,
      'name',
      isPortName,
      'at most 15 lower-case letters, digits and -, with a letter among them and no --',
    );
}

/** What a container says, as far as it can be told without its pod. Source: validateContainerCommon. */
export function* container(part: Part): Generator<Refusal> {
  yield* unless(part, 'name', isLabel, 'lower-case letters, digits and -, at most 63');
  yield* repeated('ports', partsOf(part.ports), ({ name }) => textOf(name), 'name', 'the port name');
  yield* probesOf(part, {
    livenessProbe: partOf(part.livenessProbe),
    readinessProbe: partOf(part.readinessProbe),
    startupProbe: partOf(part.startupProbe),
  });
  if (partOf(part.securityContext).privileged === true) return;
  for (const [index, mount] of partsOf(part.volumeMounts).entries())
    if (mount.mountPropagation === 'Bidirectional')
      yield {
        at: ['volumeMounts', index, 'mountPropagation'],
        message: 'mountPropagation: Bidirectional in a container that is not privileged',
        found: 'Bidirectional',
        expected: 'None or HostToContainer',
        mend: 'write HostToContainer',
      };
}

/** What an init container that ends may not have. Source: validateInitContainers. */
export function* initContainer(part: Part): Generator<Refusal> {
  if (part.restartPolicy === 'Always') return;
  for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'])
    if (isGiven(part[field]))
      yield {
        at: [field],
        message: `${field} of an init container that ends`,
        found: field,
        expected: 'restartPolicy: Always beside it, or no such field',
        mend: 'remove it, or write restartPolicy: Always',
      };
}
