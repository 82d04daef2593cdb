import { type Case, edge, edited, said, unindented } from '../bad-files';

const edgeCases: readonly Case[] = [
  {
    title: 'an unknown engine',
    from: 'engine: flux',
    to: 'engine: fluxcd',
    says: `
      error: delivery.engine: unknown value
       --> clusters/a.yaml:7:11
        |
      7 |   engine: fluxcd
        |           ^^^^^^
        = found:    fluxcd
        = expected: one of flux, argo-cd
        = mend:     write flux
`,
  },
  {
    title: 'Git’s short address of a repository',
    from: 'https://github.com/example/platform',
    to: 'git@github.com:example/platform',
    says: `
      error: delivery.repository: malformed
       --> clusters/a.yaml:8:15
        |
      8 |   repository: git@github.com:example/platform
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        = found:    git@github.com:example/platform
        = expected: the URL of a Git repository, https:// or ssh://, without a password
        = mend:     write ssh://git@github.com/example/platform
`,
  },
  {
    title: 'a password in the address of the repository, which is not repeated',
    from: 'https://github.com/example/platform',
    to: 'https://robot:PASSWORD@github.com/example/platform',
    says: `
      error: delivery.repository: malformed
       --> clusters/a.yaml:8:15
        |
      8 |   repository: **************************************************
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        = found:    text that is not shown here, since it may be the secret itself
        = expected: the URL of a Git repository, https:// or ssh://, without a password
        = mend:     correct it: Git repository that holds dist/
`,
  },
  {
    title: 'a path that leads out of the repository',
    from: '  engine: flux',
    to: '  path: ../dist\n  engine: flux',
    says: `
      error: delivery.path: malformed
       --> clusters/a.yaml:7:9
        |
      7 |   path: ../dist
        |         ^^^^^^^
        = found:    ../dist
        = expected: a folder inside the repository, without .. and leading /
        = mend:     correct it: Folder of the repository that holds the clusters' output
`,
  },
  {
    title: 'a path that starts with a slash',
    from: '  engine: flux',
    to: '  path: /dist\n  engine: flux',
    says: `
      error: delivery.path: malformed
       --> clusters/a.yaml:7:9
        |
      7 |   path: /dist
        |         ^^^^^
        = found:    /dist
        = expected: a folder inside the repository, without .. and leading /
        = mend:     write dist
`,
  },
  {
    title: 'a revision that YAML reads as a number',
    from: '  engine: flux',
    to: '  revision: 1.10\n  engine: flux',
    says: `
      error: delivery.revision: wrong type
       --> clusters/a.yaml:7:13
        |
      7 |   revision: 1.10
        |             ^^^^
        = found:    1.10, which YAML reads as the number 1.1: the trailing zero is lost
        = expected: a branch of Git, such as main
        = mend:     put it in quotes: "1.10"
`,
  },
  {
    title: 'a revision that YAML reads as true',
    from: '  engine: flux',
    to: '  revision: true\n  engine: flux',
    says: `
      error: delivery.revision: wrong type
       --> clusters/a.yaml:7:13
        |
      7 |   revision: true
        |             ^^^^
        = found:    true, which is true or false, not text
        = expected: a branch of Git, such as main
        = mend:     put it in quotes: "true"
`,
  },
  {
    title: 'a revision that is no name of a branch',
    from: '  engine: flux',
    to: '  revision: a..b\n  engine: flux',
    says: `
      error: delivery.revision: malformed
       --> clusters/a.yaml:7:13
        |
      7 |   revision: a..b
        |             ^^^^
        = found:    a..b
        = expected: a branch of Git, such as main
        = mend:     correct it: Branch that is synced
`,
  },
  {
    title: 'settings of Flux with Argo CD',
    from: 'engine: flux',
    to: 'engine: argo-cd\n  flux: {secretRef: git}',
    says: `
      error: delivery.flux: settings of an engine that this cluster has not
       --> clusters/a.yaml:8:3
        |
      8 |   flux: {secretRef: git}
        |   ^^^^
        = found:    flux, and delivery.engine is argo-cd
        = expected: flux only with delivery.engine: flux
        = mend:     remove it, or write delivery.engine: flux
`,
  },
  {
    title: 'a tag beside a branch',
    from: 'engine: flux',
    to: 'engine: flux\n  revision: main\n  flux: {ref: {tag: v1.0.0}}',
    says: `
      error: delivery.flux.ref.tag: a second revision
       --> clusters/a.yaml:9:16
        |
      9 |   flux: {ref: {tag: v1.0.0}}
        |                ^^^
        = found:    tag
        = expected: one of revision, ref.tag, ref.semver and ref.commit; there is revision already
        = mend:     remove one of the two; null removes what a base says
`,
  },
  {
    title: 'a commit that is shortened',
    from: 'engine: flux',
    to: 'engine: flux\n  flux: {ref: {commit: "5ca1ab1"}}',
    says: `
      error: delivery.flux.ref.commit: malformed
       --> clusters/a.yaml:8:24
        |
      8 |   flux: {ref: {commit: "5ca1ab1"}}
        |                        ^^^^^^^^^
        = found:    "5ca1ab1"
        = expected: a full commit: 40 hexadecimal digits
        = mend:     correct it: A commit
`,
  },
  {
    title: 'a range of versions that names none',
    from: 'engine: flux',
    to: 'engine: flux\n  flux: {ref: {semver: next}}',
    says: `
      error: delivery.flux.ref.semver: malformed
       --> clusters/a.yaml:8:24
        |
      8 |   flux: {ref: {semver: next}}
        |                        ^^^^
        = found:    next
        = expected: a range of versions, such as ">=1.4.0 <2.0.0"
        = mend:     correct it: The newest tag of a range of versions
`,
  },
  {
    title: 'a login beside a GitRepository that is there already',
    from: 'engine: flux',
    to: 'engine: flux\n  flux: {gitRepository: {name: flux-system}, secretRef: git}',
    says: `
      error: delivery.flux.secretRef: a setting that nothing reads
       --> clusters/a.yaml:8:46
        |
      8 |   flux: {gitRepository: {name: flux-system}, secretRef: git}
        |                                              ^^^^^^^^^
        = found:    secretRef
        = expected: only gitRepository, which says itself what is synced and who logs in
        = mend:     remove it and set it on that GitRepository, or remove gitRepository
`,
  },
  {
    title: 'a GitHub App without its Secret, over ssh',
    from: 'engine: flux\n  repository: https://github.com/example/platform',
    to: 'engine: flux\n  repository: ssh://git@github.com/example/platform\n  flux: {provider: github}',
    says: `
      error: delivery.flux.secretRef: missing key
       --> clusters/a.yaml:9:3
        |
      9 |   flux: {provider: github}
        |   ^^^^
        = found:    nothing
        = expected: the Secret with the id and the key of the GitHub App, which provider: github needs
        = mend:     add secretRef: the name of a Secret in flux-system

      error: delivery.flux.provider: a login that the address does not use
       --> clusters/a.yaml:9:20
        |
      9 |   flux: {provider: github}
        |                    ^^^^^^
        = found:    github
        = expected: an https:// address with provider: github: its token does not log in over ssh
        = mend:     write delivery.repository with https://, or remove provider
`,
  },
  {
    title: 'settings of Argo CD with Flux',
    from: 'engine: flux',
    to: 'engine: flux\n  argoCd: {hub: management}',
    says: `
      error: delivery.argoCd: settings of an engine that this cluster has not
       --> clusters/a.yaml:8:3
        |
      8 |   argoCd: {hub: management}
        |   ^^^^^^
        = found:    argoCd, and delivery.engine is flux
        = expected: argoCd only with delivery.engine: argo-cd
        = mend:     remove it, or write delivery.engine: argo-cd
`,
  },
  {
    title: 'a destination by address and by name, of a hub that has none',
    from: 'engine: flux',
    to: 'engine: argo-cd\n  argoCd: {destination: {server: "https://10.0.0.1", name: edge}}',
    says: `
      error: delivery.argoCd.hub: missing key
       --> clusters/a.yaml:8:3
        |
      8 |   argoCd: {destination: {server: "https://10.0.0.1", name: edge}}
        |   ^^^^^^
        = found:    nothing
        = expected: the name of the cluster that Argo CD runs in, which tells whom this one shares it with
        = mend:     add hub, in a base for all that share it; or remove destination

      error: delivery.argoCd.destination.name: a second destination
       --> clusters/a.yaml:8:54
        |
      8 |   argoCd: {destination: {server: "https://10.0.0.1", name: edge}}
        |                                                      ^^^^
        = found:    name
        = expected: one of server and name; there is server already
        = mend:     remove one of the two; null removes what a base says
`,
  },
  {
    title: 'a destination that says nothing',
    from: 'engine: flux',
    to: 'engine: argo-cd\n  argoCd: {hub: management, destination: {}}',
    says: `
      error: delivery.argoCd.destination: a destination that says nothing
       --> clusters/a.yaml:8:42
        |
      8 |   argoCd: {hub: management, destination: {}}
        |                                          ^^
        = found:    an empty map
        = expected: server or name: how Argo CD knows this cluster
        = mend:     add one of them, or remove destination: then it is the cluster of this file’s name
`,
  },
  {
    title: 'Argo CD in a namespace that the gateway has',
    from: 'engine: flux',
    to: 'engine: argo-cd\n  argoCd: {namespace: kong}',
    says: `
      error: delivery.argoCd.namespace: a namespace that is not Argo CD’s alone
       --> clusters/a.yaml:8:23
        |
      8 |   argoCd: {namespace: kong}
        |                       ^^^^
        = found:    kong
        = expected: a namespace that Meshwright puts nothing else into
        = mend:     write the namespace that Argo CD is installed in, and keep it for Argo CD
`,
  },
  {
    title: 'Argo CD’s own project',
    from: 'engine: flux',
    to: 'engine: argo-cd\n  argoCd: {project: default}',
    says: `
      error: delivery.argoCd.project: a project that Argo CD has already
       --> clusters/a.yaml:8:21
        |
      8 |   argoCd: {project: default}
        |                     ^^^^^^^
        = found:    default
        = expected: another name: what is made of it would change the project of everybody who names none
        = mend:     choose a name, or add "AppProject argocd/default" to given: then it is used as it is
`,
  },
];

test.each(edgeCases)('$title', ({ says, ...edit }) => {
  expect(said({ name: 'clusters/a.yaml', text: edited(edge, edit) })).toBe(unindented(says));
});
