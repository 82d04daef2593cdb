import { fleetDelivery } from '../../plan/argo-cd-fleet';
import { dig } from '../../references/fields';

const fleet = {
  repository: 'https://github.com/example/platform',
  revision: 'main',
  path: 'dist',
} as const;

test('each cluster that Argo CD knows by the name of its folder gets its delivery objects', () => {
  expect(fleetDelivery({ ...fleet, generator: 'clusters' })).toMatchInlineSnapshot(`
   [
     {
       "apiVersion": "argoproj.io/v1alpha1",
       "kind": "AppProject",
       "metadata": {
         "name": "meshwright-fleet",
         "namespace": "argocd",
       },
       "spec": {
         "clusterResourceWhitelist": [
           {
             "group": "admissionregistration.k8s.io",
             "kind": "ValidatingAdmissionPolicy",
             "name": "meshwright-*",
           },
           {
             "group": "admissionregistration.k8s.io",
             "kind": "ValidatingAdmissionPolicyBinding",
             "name": "meshwright-*",
           },
         ],
         "description": "The delivery objects of every cluster",
         "destinations": [
           {
             "name": "*",
             "namespace": "argocd",
           },
         ],
         "sourceRepos": [
           "https://github.com/example/platform",
         ],
       },
     },
     {
       "apiVersion": "argoproj.io/v1alpha1",
       "kind": "ApplicationSet",
       "metadata": {
         "name": "meshwright-fleet",
         "namespace": "argocd",
       },
       "spec": {
         "generators": [
           {
             "clusters": {
               "selector": {
                 "matchLabels": {
                   "meshwright": "enabled",
                 },
               },
             },
           },
         ],
         "goTemplate": true,
         "goTemplateOptions": [
           "missingkey=error",
         ],
         "syncPolicy": {
           "applicationsSync": "create-update",
           "preserveResourcesOnDeletion": true,
         },
         "template": {
           "metadata": {
             "name": "{{ .name }}-delivery",
           },
           "spec": {
             "destination": {
               "name": "{{ .name }}",
               "namespace": "argocd",
             },
             "project": "meshwright-fleet",
             "source": {
               "directory": {
                 "include": "argo-cd*.yaml",
               },
               "path": "dist/{{ .name }}/delivery",
               "repoURL": "https://github.com/example/platform",
               "targetRevision": "main",
             },
             "syncPolicy": {
               "automated": {
                 "enabled": true,
                 "prune": false,
                 "selfHeal": true,
               },
               "syncOptions": [
                 "ServerSideApply=true",
                 "Prune=false",
                 "Delete=false",
               ],
             },
           },
         },
       },
     },
   ]
  `);
});

test('folders in Git may name the clusters instead', () => {
  const [, set] = fleetDelivery({ ...fleet, generator: 'git' });
  expect(dig(set, 'spec', 'generators')).toEqual([
    {
      git: {
        repoURL: fleet.repository,
        revision: 'main',
        directories: [{ path: 'dist/*' }],
      },
    },
  ]);
  expect(dig(set, 'spec', 'template', 'spec', 'source', 'path')).toBe('dist/{{ .path.basename }}/delivery');
  expect(dig(set, 'spec', 'template', 'spec', 'destination', 'name')).toBe('{{ .path.basename }}');
});

test('in rings, nothing is synced by itself: RollingSync syncs one ring after the other', () => {
  const [, set] = fleetDelivery({
    ...fleet,
    generator: 'clusters',
    rings: ['early', 'late'],
  });
  expect(dig(set, 'spec', 'strategy')).toMatchInlineSnapshot(`
   {
     "rollingSync": {
       "steps": [
         {
           "matchExpressions": [
             {
               "key": "ring",
               "operator": "In",
               "values": [
                 "early",
               ],
             },
           ],
         },
         {
           "matchExpressions": [
             {
               "key": "ring",
               "operator": "In",
               "values": [
                 "late",
               ],
             },
           ],
         },
       ],
     },
     "type": "RollingSync",
   }
  `);
  expect(dig(set, 'spec', 'template', 'metadata', 'labels')).toEqual({
    ring: '{{ index .metadata.labels "ring" }}',
  });
  expect(dig(set, 'spec', 'template', 'spec', 'syncPolicy', 'automated')).toBeUndefined();
});

test('folders in Git have no rings', () => {
  expect(() => fleetDelivery({ ...fleet, generator: 'git', rings: ['early'] })).toThrow(
    'rings need the generator clusters',
  );
});
