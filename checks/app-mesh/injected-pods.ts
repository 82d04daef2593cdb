import { isInAppMesh } from '../../references/kinds/appmesh';
import type { PodTemplate } from '../../references/provision';
import { perIndex } from '../per-index';
import { podsOf } from '../pods';
import { appMeshGroup } from './source';

/** Pods that the injector makes a part of a virtual node: those of a virtual gateway bring their Envoy themselves. */
export const nodePods = perIndex((index): readonly PodTemplate[] =>
  podsOf(index).filter(
    (pod) =>
      isInAppMesh(pod, index) &&
      index.selecting(appMeshGroup, 'VirtualGateway', pod.namespace, pod.labels).length === 0,
  ),
);
