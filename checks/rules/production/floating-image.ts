import { dig, items, pointer, text } from '../../../references/fields';
import { workloadExample } from '../../production/example';
import { templatesOf, workloadKinds } from '../../production/workloads';
import type { ObjectRule } from '../../rule';

export const floatingImage: ObjectRule = {
  id: 'production/floating-image',
  severity: 'warning',
  profile: 'production',
  title: 'a container runs an image whose tag moves',
  why: 'Two pods of one Deployment may run two programs, and a roll back brings back nothing.',
  source: 'Kubernetes documentation, configuration best practices, container images',
  measured:
    'kube-apiserver v1.35.4 has the image jazz:latest pulled anew at each start of a pod (imagePullPolicy Always), so that each may run another one, and that of the passing example where it is not there yet.',
  kinds: workloadKinds,
  *checkObject(object) {
    for (const at of templatesOf(object)) {
      for (const list of ['initContainers', 'containers']) {
        for (const [i, container] of items(dig(object, ...at, 'spec', list)).entries()) {
          const image = text(dig(container, 'image')) ?? '';
          const tag = /:([^:/@]+)$/.exec(image)?.[1];
          if (
            image === '' ||
            image.includes('@') ||
            (tag !== undefined && !/^(?:latest|stable|main|master|edge|nightly|dev)$/.test(tag))
          )
            continue;
          yield {
            object,
            path: pointer(...at, 'spec', list, i, 'image'),
            message: `the image of ${text(dig(container, 'name')) ?? 'a container'} is another one tomorrow`,
            found: image,
            expected: 'a version as the tag, or a digest',
            mend: 'write the version that is meant, best with its digest',
          };
        }
      }
    }
  },
  example: {
    given: ['Namespace prod'],
    fails: workloadExample({ image: 'jazz:latest' }),
    passes: workloadExample({}),
  },
};
