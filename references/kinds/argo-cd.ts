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
        // The project is a delivery object: applied by hand, once, before anything else.
        const why = 'allows what it may sync';
        return [...drafts, refer('/spec/project', target, 'none', why, { optional: true })];
      },
    },
    ApplicationSet: {
      provides: (object) => {
        const template = dig(object, 'spec', 'template', 'spec');
        const name = text(dig(template, 'destination', 'namespace'));
        // What its generators fill in is not known here.
        if (name === undefined || name.includes('{{')) return { opens: ['*'] };
        const options = String(dig(template, 'syncPolicy', 'syncOptions') ?? '');
        if (!options.includes('CreateNamespace=true')) return { opens: [name] };
        return { opens: [name], objects: [{ id: objectId('', 'Namespace', undefined, name), via: 'helm' }] };
      },
    },
    AppProject: {},
  },
};
