import { type Case, edge, edited, said, unindented } from '../bad-files';

const edgeCases: readonly Case[] = [
  {
    title: 'a tab as indentation',
    from: '  account:',
    to: '\taccount:',
    says: `
      error: not valid YAML
       --> clusters/a.yaml:3:1
        |
      3 |  account: "123456789012"
        | ^
        = found:    a tab before account: "123456789012"
        = expected: valid YAML 1.2; the parser says: Tabs are not allowed as indentation
        = mend:     indent with spaces

      error: not valid YAML
       --> clusters/a.yaml:4:1
        |
      4 |   eksCluster: edge
        | ^
        = found:    eksCluster: edge
        = expected: valid YAML 1.2; the parser says: All mapping items must start at the same column
        = mend:     indent the entries of one map or list alike
`,
  },
  {
    title: 'a missing quote',
    from: '"123456789012"',
    to: '"123456789012',
    says: `
      error: not valid YAML
       --> clusters/a.yaml:3:25
        |
      3 |   account: "123456789012
        |                         ^
        = found:    the end of the line
        = expected: valid YAML 1.2; the parser says: Missing closing "quote
        = mend:     add the missing character
`,
  },
  {
    title: 'a missing bracket',
    from: '[aws-load-balancer-controller]',
    to: '[aws-load-balancer-controller',
    says: `
      error: not valid YAML
      --> clusters/a.yaml:14:1
       = found:    the end of the line
       = expected: valid YAML 1.2; the parser says: Flow sequence in block collection must be sufficiently indented and end with a ]
       = mend:     close the bracket with ]
`,
  },
  {
    title: 'a colon in a plain text',
    from: 'eksCluster: edge',
    to: 'eksCluster: edge: west',
    says: `
      error: not valid YAML
       --> clusters/a.yaml:4:15
        |
      4 |   eksCluster: edge: west
        |               ^
        = found:    edge: west
        = expected: valid YAML 1.2; the parser says: Nested mappings are not allowed in compact mappings
        = mend:     put the value on lines of its own, or in quotes if it contains ": "
`,
  },
  {
    title: 'a wrong indentation',
    from: '  account:',
    to: ' account:',
    says: `
      error: not valid YAML
       --> clusters/a.yaml:3:1
        |
      3 |  account: "123456789012"
        | ^
        = found:    account: "123456789012"
        = expected: valid YAML 1.2; the parser says: All mapping items must start at the same column
        = mend:     indent the entries of one map or list alike
`,
  },
  {
    title: 'a duplicate key, with the place of the first',
    from: '  account:',
    to: '  region: us-west-2\n  account:',
    says: `
      error: aws.region: duplicate key
       --> clusters/a.yaml:3:3
        |
      3 |   region: us-west-2
        |   ^^^^^^
        = found:    region, which line 2 has already
        = expected: every key once in a map
        = mend:     remove one of the two, or merge them
`,
  },
  {
    title: 'an unknown alias',
    from: 'eksCluster: edge',
    to: 'eksCluster: *name',
    says: `
      error: aws.eksCluster: unknown alias
       --> clusters/a.yaml:4:15
        |
      4 |   eksCluster: *name
        |               ^^^^^
        = found:    *name
        = expected: an alias of an anchor (&name) that ends before it
        = mend:     write the value out
`,
  },
  {
    title: 'an alias of itself',
    from: '[aws-load-balancer-controller]',
    to: '&given [*given]',
    says: `
      error: given[0]: an alias that contains itself
        --> clusters/a.yaml:13:16
         |
      13 | given: &given [*given]
         |                ^^^^^^
         = found:    *given
         = expected: an alias of an anchor (&name) that ends before it
         = mend:     write the value out
`,
  },
  {
    title: 'a merge key',
    to: 'helm:\n  kong: &kong {values: {}}\n  cert-manager: {<<: *kong}\n',
    says: `
      error: helm.cert-manager: merge key
        --> clusters/a.yaml:16:18
         |
      16 |   cert-manager: {<<: *kong}
         |                  ^^
         = found:    <<
         = expected: keys of YAML 1.2, which has no merge key
         = mend:     write the merged keys out; an alias (*name) for a whole value is fine
`,
  },
  {
    title: 'a tag',
    from: 'eksCluster: edge',
    to: 'eksCluster: !!binary edge',
    says: `
      error: aws.eksCluster: a tag
       --> clusters/a.yaml:4:24
        |
      4 |   eksCluster: !!binary edge
        |                        ^^^^
        = found:    tag:yaml.org,2002:binary
        = expected: plain values, which need no tag
        = mend:     remove the tag; put text in quotes
`,
  },
  {
    title: 'a tag of its own',
    from: 'eksCluster: edge',
    to: 'eksCluster: !name edge',
    says: `
      error: not valid YAML
       --> clusters/a.yaml:4:15
        |
      4 |   eksCluster: !name edge
        |               ^^^^^
        = found:    !name
        = expected: valid YAML 1.2; the parser says: Unresolved tag: !name
        = mend:     remove the tag; put text in quotes
`,
  },
  {
    title: 'a number that is not finite',
    from: 'eksCluster: edge',
    to: 'eksCluster: .inf',
    says: `
      error: aws.eksCluster: a value that JSON does not have
       --> clusters/a.yaml:4:15
        |
      4 |   eksCluster: .inf
        |               ^^^^
        = found:    .inf
        = expected: text, a finite number, true, false, null, a map or a list
        = mend:     put it in quotes if it is text: ".inf"
`,
  },
  {
    title: 'a map as a key',
    to: '? {a: b}\n: c\n',
    says: `
      error: not a key
        --> clusters/a.yaml:14:3
         |
      14 | ? {a: b}
         |   ^^^^^^
         = found:    {a: b}
         = expected: a key that is text
         = mend:     write \`key: value\`, or quote a value that starts with ?, *, [ or {
`,
  },
  {
    title: 'a key that would reach the prototype',
    to: '__proto__: {}\n',
    says: `
      error: not a key
        --> clusters/a.yaml:14:1
         |
      14 | __proto__: {}
         | ^^^^^^^^^
         = found:    __proto__
         = expected: a key that is text
         = mend:     write \`key: value\`, or quote a value that starts with ?, *, [ or {
`,
  },
  {
    title: 'a second document',
    to: '---\naws: {}\n',
    says: `
      error: more than one YAML document
        --> clusters/a.yaml:14:1
         |
      14 | ---
         | ^^^
         = found:    --- and a second document
         = expected: one cluster in a file
         = mend:     move the second document to a file of its own
`,
  },
  {
    title: 'another version of YAML',
    from: 'aws:\n',
    to: '%YAML 1.1\n---\naws:\n',
    says: `
      error: another version of YAML
       --> clusters/a.yaml:1:1
        |
      1 | %YAML 1.1
        | ^
        = found:    %YAML 1.1
        = expected: YAML 1.2, in which on, yes and 012 mean what they say
        = mend:     remove the %YAML line
`,
  },
  {
    title: 'control characters cannot steer the terminal',
    from: 'eksCluster: edge',
    to: 'eksCluster: "\\u001b[31m" # \u001b[2J',
    says: `
      error: aws.eksCluster: malformed
       --> clusters/a.yaml:4:15
        |
      4 |   eksCluster: "\\u001b[31m" # \\u001b[2J
        |               ^^^^^^^^^^^^
        = found:    "\\u001b[31m"
        = expected: the name of an EKS cluster: letters, digits, - and _, at most 100
        = mend:     correct it: Name of the EKS cluster
`,
  },
];

test.each(edgeCases)('$title', ({ says, ...edit }) => {
  expect(said({ name: 'clusters/a.yaml', text: edited(edge, edit) })).toBe(unindented(says));
});
