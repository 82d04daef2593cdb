import { dig, text } from '../fields';
import { objectId } from '../identity';
import type { GroupRules } from '../kind-rule';
import { refer, toObject } from '../reference';
import { helmProvides, helmReferences } from './helm';

/** Argo CD: Applications, which may be Helm installs. */
export const argoCd: GroupRules = {
  group: 'argoproj.io',
  kinds: {
    Application: {
      provides: helmProvides,
      references: (object, context) => {
        const project = text(dig(object, 'spec', 'project'));
        const drafts = helmReferences(object, context);
        if (project === undefined || project === 'default') return drafts;
        const target = toObject(objectId('argoproj.io', 'AppProject', object.metadata.namespace, project));
        return [...drafts, refer('/spec/project', target, 'with', 'allows what it may sync')];
      },
    },
    ApplicationSet: {},
    AppProject: {},
  },
};
