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
];

test.each(edgeCases)('$title', ({ says, ...edit }) => {
  expect(said({ name: 'clusters/a.yaml', text: edited(edge, edit) })).toBe(unindented(says));
});
