import type { Json, JsonMap } from '../../config/kubernetes/field';

/**
 * A PodSpec of an application with what no image needs taken away, where its file does not say otherwise: the runtime's seccomp profile
 * for all of it, and no program gets more rights than the one that started it. A container that is said not to be root loses its
 * capabilities, too: it has none to lose but those that a file of the image would give it, and that is off already.
 *
 * Who is root in an image may need its capabilities to begin with, and whether a root file system may be written nobody knows here.
 */
export function hardened(pod: JsonMap): JsonMap {
  if (mapOf(pod.os).name === 'windows') return pod;
  const own = mapOf(pod.securityContext);
  const lists = (['initContainers', 'containers'] as const).flatMap((key): [string, Json][] => {
    const list = pod[key];
    return Array.isArray(list) ? [[key, list.map((each) => hardenedContainer(own, each))]] : [];
  });
  return {
    ...pod,
    securityContext: { seccompProfile: { type: 'RuntimeDefault' }, ...own },
    ...Object.fromEntries(lists),
  };
}

function hardenedContainer(pod: JsonMap, container: Json): Json {
  if (!isMap(container)) return container;
  const own = mapOf(container.securityContext);
  const { add = [] } = mapOf(own.capabilities);
  const isMore =
    own.privileged === true ||
    (Array.isArray(add) && add.some((name) => name === 'SYS_ADMIN' || name === 'CAP_SYS_ADMIN'));
  // The API server refuses the one beside the other.
  if (isMore) return container;
  const securityContext = { allowPrivilegeEscalation: false, ...own, ...notRoot(pod, own) };
  return { ...container, securityContext };
}

function notRoot(pod: JsonMap, own: JsonMap): JsonMap {
  const said = own.runAsNonRoot ?? pod.runAsNonRoot;
  const user = own.runAsUser ?? pod.runAsUser;
  const isUser = typeof user === 'number' && user > 0;
  if (said !== true && !(said === undefined && isUser)) return {};
  return {
    ...(said === undefined ? { runAsNonRoot: true } : {}),
    capabilities: { drop: ['ALL'], ...mapOf(own.capabilities) },
  };
}

function mapOf(value: Json | undefined): JsonMap {
  return isMap(value) ? value : {};
}

function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
