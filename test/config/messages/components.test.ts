import { type Case, edge, edited, said, unindented, zone } from '../bad-files';

const zoneCases: readonly Case[] = [
  {
    title: 'values of the other mesh’s chart',
    to: 'helm:\n  appmesh-controller: {values: {}}\n',
    says: `
      error: helm.appmesh-controller: values of a chart that is not installed
        --> clusters/a.yaml:32:3
         |
      32 |   appmesh-controller: {values: {}}
         |   ^^^^^^^^^^^^^^^^^^
         = found:    appmesh-controller
         = expected: a chart that this cluster installs; not appmesh-controller, since mesh.backend is kong-mesh
         = mend:     remove the values
`,
  },
];

test.each(zoneCases)('$title', ({ says, ...edit }) => {
  expect(said({ name: 'clusters/a.yaml', text: edited(zone, edit) })).toBe(unindented(says));
});

const edgeCases: readonly Case[] = [
  {
    title: 'no load balancer controller',
    from: 'given: [aws-load-balancer-controller]\n',
    to: '',
    says: `
      error: given: no load balancer controller
       --> clusters/a.yaml:1:1
        |
      1 | aws:
        | ^
        = found:    nothing
        = expected: aws-load-balancer-controller: the gateway's load balancer sends to pods (target type ip), and only that controller makes such a one
        = mend:     install the AWS Load Balancer Controller, and add given: [aws-load-balancer-controller]
`,
  },
  {
    title: 'something given, and no load balancer controller',
    from: 'given: [aws-load-balancer-controller]',
    to: 'given: [cert-manager]',
    says: `
      error: given: no load balancer controller
        --> clusters/a.yaml:13:8
         |
      13 | given: [cert-manager]
         |        ^^^^^^^^^^^^^^
         = found:    a list
         = expected: aws-load-balancer-controller: the gateway's load balancer sends to pods (target type ip), and only that controller makes such a one
         = mend:     install the AWS Load Balancer Controller, and add aws-load-balancer-controller to given
`,
  },
  {
    title: 'a component that is misspelled',
    from: '[aws-load-balancer-controller]',
    to: '[aws-loadbalancer-controler]',
    says: `
      error: given[0]: unknown value
        --> clusters/a.yaml:13:9
         |
      13 | given: [aws-loadbalancer-controler]
         |         ^^^^^^^^^^^^^^^^^^^^^^^^^^
         = found:    aws-loadbalancer-controler
         = expected: one of ack-iam, app-mesh-controller, aws-load-balancer-controller, cert-manager, external-secrets, gateway-api-crds, keda, kong-crds, kong-operator, prometheus-operator, or an object by its kind and name, such as Secret prod/tls
         = mend:     write aws-load-balancer-controller
`,
  },
  {
    title: 'an object without its name',
    from: '[aws-load-balancer-controller]',
    to: '[aws-load-balancer-controller, Secret]',
    says: `
      error: given[1]: unknown value
        --> clusters/a.yaml:13:39
         |
      13 | given: [aws-load-balancer-controller, Secret]
         |                                       ^^^^^^
         = found:    Secret
         = expected: one of ack-iam, app-mesh-controller, aws-load-balancer-controller, cert-manager, external-secrets, gateway-api-crds, keda, kong-crds, kong-operator, prometheus-operator, or an object by its kind and name, such as Secret prod/tls
         = mend:     correct it
`,
  },
  {
    title: 'a component that is listed twice',
    from: '[aws-load-balancer-controller]',
    to: '[aws-load-balancer-controller, external-secrets, external-secrets]',
    says: `
      error: given[2]: listed twice
        --> clusters/a.yaml:13:57
         |
      13 | given: [aws-load-balancer-controller, external-secrets, external-secrets]
         |                                                         ^^^^^^^^^^^^^^^^
         = found:    external-secrets
         = expected: every component and object once
         = mend:     remove one of the two
`,
  },
  {
    title: 'values of an unknown chart',
    to: 'helm:\n  cert-manger: {values: {}}\n',
    says: `
      error: helm.cert-manger: unknown key
        --> clusters/a.yaml:15:3
         |
      15 |   cert-manger: {values: {}}
         |   ^^^^^^^^^^^
         = found:    cert-manger
         = expected: one of appmesh-controller, cert-manager, external-secrets, kong, kong-mesh, kong-operator
         = mend:     write cert-manager
`,
  },
  {
    title: 'values of a chart for a mesh that is not there',
    to: 'helm:\n  kong-mesh: {values: {}}\n  appmesh-controller: {values: {}}\n',
    says: `
      error: helm.kong-mesh: values of a chart that is not installed
        --> clusters/a.yaml:15:3
         |
      15 |   kong-mesh: {values: {}}
         |   ^^^^^^^^^
         = found:    kong-mesh
         = expected: a chart that this cluster installs; not kong-mesh, since it has no mesh
         = mend:     remove the values

      error: helm.appmesh-controller: values of a chart that is not installed
        --> clusters/a.yaml:16:3
         |
      16 |   appmesh-controller: {values: {}}
         |   ^^^^^^^^^^^^^^^^^^
         = found:    appmesh-controller
         = expected: a chart that this cluster installs; not appmesh-controller, since it has no mesh
         = mend:     remove the values
`,
  },
  {
    title: 'values of charts that are given',
    from: '[aws-load-balancer-controller]',
    to: '[aws-load-balancer-controller, external-secrets, cert-manager]\nhelm:\n  external-secrets: {values: {}}\n  cert-manager: {values: {}}',
    says: `
      error: helm.external-secrets: values of a chart that is not installed
        --> clusters/a.yaml:15:3
         |
      15 |   external-secrets: {values: {}}
         |   ^^^^^^^^^^^^^^^^
         = found:    external-secrets
         = expected: a chart that this cluster installs; not external-secrets, since External Secrets is given
         = mend:     remove the values

      error: helm.cert-manager: values of a chart that is not installed
        --> clusters/a.yaml:16:3
         |
      16 |   cert-manager: {values: {}}
         |   ^^^^^^^^^^^^
         = found:    cert-manager
         = expected: a chart that this cluster installs; not cert-manager, since cert-manager is given
         = mend:     remove the values
`,
  },
  {
    title: 'a value that lost its zeros',
    to: 'helm:\n  kong:\n    values:\n      mode: 0644\n      tag: 1.10\n      id: 12345678901234567890\n',
    says: `
      error: helm.kong.values.mode: a number that loses its text
        --> clusters/a.yaml:17:13
         |
      17 |       mode: 0644
         |             ^^^^
         = found:    0644, which YAML reads as the number 644: the leading zero is lost
         = expected: text in quotes, or a number as it is read
         = mend:     write "0644" if it is text, or 644 if it is a number

      error: helm.kong.values.tag: a number that loses its text
        --> clusters/a.yaml:18:12
         |
      18 |       tag: 1.10
         |            ^^^^
         = found:    1.10, which YAML reads as the number 1.1: the trailing zero is lost
         = expected: text in quotes, or a number as it is read
         = mend:     write "1.10" if it is text, or 1.1 if it is a number

      error: helm.kong.values.id: a number that loses its text
        --> clusters/a.yaml:19:11
         |
      19 |       id: 12345678901234567890
         |           ^^^^^^^^^^^^^^^^^^^^
         = found:    12345678901234567890, which YAML reads as the number 12345678901234567000: the last digits are lost
         = expected: text in quotes, or a number as it is read
         = mend:     write "12345678901234567890"
`,
  },
  {
    title: 'a value that Helm reads as a switch',
    to: 'helm:\n  kong:\n    values: {enabled: yes, other: [Off]}\n',
    says: `
      error: helm.kong.values.enabled: a switch that is text
        --> clusters/a.yaml:16:23
         |
      16 |     values: {enabled: yes, other: [Off]}
         |                       ^^^
         = found:    yes, which YAML 1.2 reads as text
         = expected: true or false, or text in quotes
         = mend:     write true if it is a switch, or "yes" if it is text

      error: helm.kong.values.other[0]: a switch that is text
        --> clusters/a.yaml:16:36
         |
      16 |     values: {enabled: yes, other: [Off]}
         |                                    ^^^
         = found:    Off, which YAML 1.2 reads as text
         = expected: true or false, or text in quotes
         = mend:     write false if it is a switch, or "Off" if it is text
`,
  },
  {
    title: 'values that are not a map',
    to: 'helm:\n  kong: {values: []}\n',
    says: `
      error: helm.kong.values: wrong type
        --> clusters/a.yaml:15:18
         |
      15 |   kong: {values: []}
         |                  ^^
         = found:    an empty list
         = expected: a map
         = mend:     correct it: Values, as in a values file of the chart
`,
  },
];

test.each(edgeCases)('$title', ({ says, ...edit }) => {
  expect(said({ name: 'clusters/a.yaml', text: edited(edge, edit) })).toBe(unindented(says));
});
