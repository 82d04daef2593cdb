import { type Case, edge, edited, said, unindented } from '../bad-files';

const edgeCases: readonly Case[] = [
  {
    title: 'a pointer without its slash',
    to: 'patches:\n- target: {kind: Service, name: kong}\n  operations: [{op: remove, path: metadata/labels}]\n',
    says: `
      error: patches[0].operations[0].path: malformed
        --> clusters/a.yaml:16:35
         |
      16 |   operations: [{op: remove, path: metadata/labels}]
         |                                   ^^^^^^^^^^^^^^^
         = found:    metadata/labels
         = expected: a JSON pointer, such as /metadata/labels/team, with ~1 for a / and ~0 for a ~ inside a key
         = mend:     write /metadata/labels
`,
  },
  {
    title: 'a pointer with a bare tilde',
    to: 'patches:\n- target: {kind: Service, name: kong}\n  operations: [{op: remove, path: /metadata/~x}]\n',
    says: `
      error: patches[0].operations[0].path: malformed
        --> clusters/a.yaml:16:35
         |
      16 |   operations: [{op: remove, path: /metadata/~x}]
         |                                   ^^^^^^^^^^^^
         = found:    /metadata/~x
         = expected: a JSON pointer, such as /metadata/labels/team, with ~1 for a / and ~0 for a ~ inside a key
         = mend:     correct it: Where, as a JSON pointer
`,
  },
  {
    title: 'an operation without its value',
    to: 'patches:\n- target: {kind: Service, name: kong}\n  operations: [{op: add, path: /spec/x}]\n',
    says: `
      error: patches[0].operations[0].value: missing key
        --> clusters/a.yaml:16:16
         |
      16 |   operations: [{op: add, path: /spec/x}]
         |                ^
         = found:    nothing
         = expected: value, which the operation add needs
         = mend:     add value
`,
  },
  {
    title: 'an operation without its from',
    to: 'patches:\n- target: {kind: Service, name: kong}\n  operations: [{op: move, path: /spec/x}]\n',
    says: `
      error: patches[0].operations[0].from: missing key
        --> clusters/a.yaml:16:16
         |
      16 |   operations: [{op: move, path: /spec/x}]
         |                ^
         = found:    nothing
         = expected: from, which the operation move needs
         = mend:     add from: a JSON pointer
`,
  },
  {
    title: 'an operation with a value that it does not read',
    to: 'patches:\n- target: {kind: Service, name: kong}\n  operations: [{op: remove, path: /spec/x, value: 1}]\n',
    says: `
      error: patches[0].operations[0].value: a key that the operation does not read
        --> clusters/a.yaml:16:44
         |
      16 |   operations: [{op: remove, path: /spec/x, value: 1}]
         |                                            ^^^^^
         = found:    value
         = expected: no value with the operation remove
         = mend:     remove value, or use another operation
`,
  },
  {
    title: 'a move into itself',
    to: 'patches:\n- target: {kind: Service, name: kong}\n  operations: [{op: move, path: /spec/x/y, from: /spec/x}]\n',
    says: `
      error: patches[0].operations[0].path: a move into itself
        --> clusters/a.yaml:16:33
         |
      16 |   operations: [{op: move, path: /spec/x/y, from: /spec/x}]
         |                                 ^^^^^^^^^
         = found:    /spec/x/y
         = expected: a path outside of from
         = mend:     move it elsewhere, or copy it
`,
  },
  {
    title: 'an unknown operation',
    to: 'patches:\n- target: {kind: Service, name: kong}\n  operations: [{op: ad, path: /spec/x, value: 1}]\n',
    says: `
      error: patches[0].operations[0].op: unknown value
        --> clusters/a.yaml:16:21
         |
      16 |   operations: [{op: ad, path: /spec/x, value: 1}]
         |                     ^^
         = found:    ad
         = expected: one of add, remove, replace, move, copy, test
         = mend:     write add
`,
  },
  {
    title: 'a patch without operations',
    to: 'patches:\n- target: {kind: service, name: kong}\n  operations: []\n',
    says: `
      error: patches[0].target.kind: malformed
        --> clusters/a.yaml:15:18
         |
      15 | - target: {kind: service, name: kong}
         |                  ^^^^^^^
         = found:    service
         = expected: the kind of an object, such as Deployment
         = mend:     correct it: Kind of the object

      error: patches[0].operations: too short
        --> clusters/a.yaml:16:15
         |
      16 |   operations: []
         |               ^^
         = found:    an empty list
         = expected: at least 1 item
         = mend:     correct it: The operations, in order; all or none is done
`,
  },
];

test.each(edgeCases)('$title', ({ says, ...edit }) => {
  expect(said({ name: 'clusters/a.yaml', text: edited(edge, edit) })).toBe(unindented(says));
});
