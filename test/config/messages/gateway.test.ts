import { type Case, edge, edited, said, unindented, zone } from '../bad-files';

const zoneCases: readonly Case[] = [
  {
    title: 'a licence in another mode than kic',
    from: '  version: "3.10"',
    to: '  license: {secret: kong/license}\n  version: "3.10"',
    says: `
      error: gateway.license: unknown key
        --> clusters/a.yaml:19:3
         |
      19 |   license: {secret: kong/license}
         |   ^^^^^^^
         = found:    license
         = expected: one of mode, version, replicas, autoscaling, loadBalancer, egress, tls, redis, plugins, routes, gateways, beside, konnect
         = mend:     remove it: license is read only with mode: kic or mode: kong-operator
`,
  },
  {
    title: 'an endpoint with scheme and port',
    from: 'telemetryEndpoint: 7d1e4a90c3.eu.tp.konghq.com',
    to: 'telemetryEndpoint: https://7d1e4a90c3.eu.tp.konghq.com:443',
    says: `
      error: gateway.konnect.telemetryEndpoint: malformed
        --> clusters/a.yaml:23:24
         |
      23 |     telemetryEndpoint: https://7d1e4a90c3.eu.tp.konghq.com:443
         |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
         = found:    https://7d1e4a90c3.eu.tp.konghq.com:443
         = expected: a host name alone, without scheme, port or path, such as us.tp.konghq.com
         = mend:     write 7d1e4a90c3.eu.tp.konghq.com
`,
  },
  {
    title: 'an endpoint of another region',
    from: '7d1e4a90c3.eu.tp',
    to: '7d1e4a90c3.us.tp',
    says: `
      error: gateway.konnect.telemetryEndpoint: an endpoint of another Konnect region
        --> clusters/a.yaml:23:24
         |
      23 |     telemetryEndpoint: 7d1e4a90c3.us.tp.konghq.com
         |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^
         = found:    7d1e4a90c3.us.tp.konghq.com
         = expected: a host of eu, since gateway.konnect.region is eu
         = mend:     correct gateway.konnect.region to us, or copy the endpoint of this control plane
`,
  },
  {
    title: 'a control plane endpoint instead of the telemetry endpoint',
    from: '7d1e4a90c3.eu.tp',
    to: '7d1e4a90c3.eu.cp',
    says: `
      error: gateway.konnect.telemetryEndpoint: not such an endpoint of Konnect
        --> clusters/a.yaml:23:24
         |
      23 |     telemetryEndpoint: 7d1e4a90c3.eu.cp.konghq.com
         |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^
         = found:    7d1e4a90c3.eu.cp.konghq.com
         = expected: <prefix>.eu.tp.konghq.com
         = mend:     copy the host from Konnect: Gateway Manager, the control plane, New data plane node
`,
  },
  {
    title: 'a client certificate that is missing',
    from: '    clientCertificate: {certificateSecret: kong/certificate, keySecret: kong/key}\n',
    to: '',
    says: `
      error: gateway.konnect.clientCertificate: missing key
        --> clusters/a.yaml:20:3
         |
      20 |   konnect:
         |   ^^^^^^^
         = found:    nothing
         = expected: a map with certificateSecret, keySecret
         = mend:     add clientCertificate under gateway.konnect: The certificate that the gateway shows to Konnect
`,
  },
  {
    title: 'no replica',
    from: '  version: "3.10"',
    to: '  replicas: 0\n  version: "3.10"',
    says: `
      error: gateway.replicas: too small
        --> clusters/a.yaml:19:13
         |
      19 |   replicas: 0
         |             ^
         = found:    0
         = expected: a whole number from 1 to 50
         = mend:     correct it: Replicas of the gateway
`,
  },
  {
    title: 'fewer replicas by load than there are at least',
    from: ' version: "3.10"',
    to: ' autoscaling: {maxReplicas: 3}\n  replicas: 4\n  version: "3.10"',
    says: `
      error: gateway.autoscaling.maxReplicas: fewer replicas than there are at least
        --> clusters/a.yaml:19:30
         |
      19 |   autoscaling: {maxReplicas: 3}
         |                              ^
         = found:    3
         = expected: 4 or more: gateway.replicas are the least
         = mend:     raise maxReplicas, or lower replicas
`,
  },
  {
    title: 'replicas below and above the range',
    from: ' version: "3.10"',
    to: ' replicas: -1\n  version: "3.10"',
    says: `
      error: gateway.replicas: too small
        --> clusters/a.yaml:19:13
         |
      19 |   replicas: -1
         |             ^^
         = found:    -1
         = expected: a whole number from 1 to 50
         = mend:     correct it: Replicas of the gateway
`,
  },
];

test.each(zoneCases)('$title', ({ says, ...edit }) => {
  expect(said({ name: 'clusters/a.yaml', text: edited(zone, edit) })).toBe(unindented(says));
});

const edgeCases: readonly Case[] = [
  {
    title: 'a version as a number has lost its zero',
    from: 'version: "3.10"',
    to: 'version: 3.10',
    says: `
      error: gateway.version: wrong type
        --> clusters/a.yaml:11:12
         |
      11 |   version: 3.10
         |            ^^^^
         = found:    3.10, which YAML reads as the number 3.1: the trailing zero is lost
         = expected: one of 3.9, 3.10, 3.11, 3.12, 3.13, 3.14, 3.15
         = mend:     put it in quotes: "3.10"
`,
  },
  {
    title: 'a version as a number that lost nothing',
    from: 'version: "3.10"',
    to: 'version: 3.12',
    says: `
      error: gateway.version: wrong type
        --> clusters/a.yaml:11:12
         |
      11 |   version: 3.12
         |            ^^^^
         = found:    3.12, a number
         = expected: one of 3.9, 3.10, 3.11, 3.12, 3.13, 3.14, 3.15
         = mend:     put it in quotes: "3.12"
`,
  },
  {
    title: 'a version that is not known',
    from: 'version: "3.10"',
    to: 'version: "3.19"',
    says: `
      error: gateway.version: unknown value
        --> clusters/a.yaml:11:12
         |
      11 |   version: "3.19"
         |            ^^^^^^
         = found:    "3.19"
         = expected: one of 3.9, 3.10, 3.11, 3.12, 3.13, 3.14, 3.15
         = mend:     correct it: Kong Gateway version, as a string: "3.10"
`,
  },
  {
    title: 'a version with a patch number',
    from: 'version: "3.10"',
    to: 'version: 3.10.1',
    says: `
      error: gateway.version: unknown value
        --> clusters/a.yaml:11:12
         |
      11 |   version: 3.10.1
         |            ^^^^^^
         = found:    3.10.1
         = expected: one of 3.9, 3.10, 3.11, 3.12, 3.13, 3.14, 3.15
         = mend:     write "3.10"
`,
  },
  {
    title: 'an unknown mode',
    from: 'mode: kic',
    to: 'mode: kick',
    says: `
      error: gateway.mode: unknown value
        --> clusters/a.yaml:10:9
         |
      10 |   mode: kick
         |         ^^^^
         = found:    kick
         = expected: one of kic, konnect-kic, konnect-data-plane, kong-operator, konnect-operator
         = mend:     write kic
`,
  },
  {
    title: 'a licence that is missing',
    from: '  license: {secret: kong/license}\n',
    to: '',
    says: `
      error: gateway.license: missing key
       --> clusters/a.yaml:9:1
        |
      9 | gateway:
        | ^^^^^^^
        = found:    nothing
        = expected: a licence: Kong Gateway 3.10 and later does not start without one
        = mend:     add license: {secret: <name in AWS Secrets Manager>}, or use the open-source version: "3.9"
`,
  },
  {
    title: 'a licence for the open-source image',
    from: 'version: "3.10"',
    to: 'version: "3.9"',
    says: `
      error: gateway.license: a licence for the open-source image
        --> clusters/a.yaml:12:3
         |
      12 |   license: {secret: kong/license}
         |   ^^^^^^^
         = found:    a map
         = expected: no licence with version 3.9, which runs the open-source image
         = mend:     remove license, or use version: "3.10" or later
`,
  },
  {
    title: 'a version after the controller’s published compatibility is a notice',
    from: 'version: "3.10"',
    to: 'version: "3.14"',
    says: `
      notice: gateway.version: newer than the controller's published compatibility
        --> clusters/a.yaml:11:12
         |
      11 |   version: "3.14"
         |            ^^^^^^
         = found:    "3.14"
         = expected: at most 3.12 with Kong Ingress Controller 3.5
         = mend:     use version: "3.12", or try this pair before it carries traffic
`,
  },
  {
    title: 'a certificate of another region',
    from: '  mode: kic',
    to: '  loadBalancer: {certificate: "arn:aws:acm:us-east-1:123456789012:certificate/5f3c1d0a"}\n  mode: kic',
    says: `
      error: gateway.loadBalancer.certificate: of another region than the cluster
        --> clusters/a.yaml:10:31
         |
      10 |   loadBalancer: {certificate: "arn:aws:acm:us-east-1:123456789012:certificate/5f3c1d0a"}
         |                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
         = found:    "arn:aws:acm:us-east-1:123456789012:certificate/5f3c1d0a"
         = expected: arn:aws:...:us-west-2:..., since aws.region is us-west-2
         = mend:     give one of us-west-2: a load balancer takes certificates of its own region
`,
  },
  {
    title: 'a certificate of another account',
    from: '  mode: kic',
    to: '  loadBalancer: {certificate: "arn:aws:acm:us-west-2:210987654321:certificate/5f3c1d0a"}\n  mode: kic',
    says: `
      error: gateway.loadBalancer.certificate: a certificate of another account
        --> clusters/a.yaml:10:31
         |
      10 |   loadBalancer: {certificate: "arn:aws:acm:us-west-2:210987654321:certificate/5f3c1d0a"}
         |                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
         = found:    "arn:aws:acm:us-west-2:210987654321:certificate/5f3c1d0a"
         = expected: a certificate of account 123456789012, the load balancer's
         = mend:     request or import the certificate in this account
`,
  },
  {
    title: 'another ARN than a certificate’s',
    from: '  mode: kic',
    to: '  loadBalancer: {certificate: "arn:aws:iam::123456789012:server-certificate/edge"}\n  mode: kic',
    says: `
      error: gateway.loadBalancer.certificate: not the ARN of an ACM certificate
        --> clusters/a.yaml:10:31
         |
      10 |   loadBalancer: {certificate: "arn:aws:iam::123456789012:server-certificate/edge"}
         |                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
         = found:    "arn:aws:iam::123456789012:server-certificate/edge"
         = expected: arn:aws:acm:<region>:<account>:certificate/<id>
         = mend:     give a certificate of AWS Certificate Manager: aws acm list-certificates
`,
  },
  {
    title: 'an annotation that is a number',
    from: '  mode: kic',
    to: '  loadBalancer: {annotations: {example.com/weight: 5}}\n  mode: kic',
    says: `
      error: gateway.loadBalancer.annotations["example.com/weight"]: wrong type
        --> clusters/a.yaml:10:52
         |
      10 |   loadBalancer: {annotations: {example.com/weight: 5}}
         |                                                    ^
         = found:    5, a number
         = expected: text, in quotes if it looks like a number or a switch
         = mend:     put it in quotes: "5"
`,
  },
  {
    title: 'an egress host with a path',
    from: '  mode: kic',
    to: '  egress: [login.example.com/oauth2]\n  mode: kic',
    says: `
      error: gateway.egress[0]: malformed
        --> clusters/a.yaml:10:12
         |
      10 |   egress: [login.example.com/oauth2]
         |            ^^^^^^^^^^^^^^^^^^^^^^^^
         = found:    login.example.com/oauth2
         = expected: a host name alone, without scheme, port or path, such as us.tp.konghq.com
         = mend:     write login.example.com
`,
  },
  {
    title: 'two egress hosts on App Mesh',
    from: 'gateway:\n  mode: kic',
    to: 'mesh: {name: dj, backend: app-mesh}\ngateway:\n  egress: [login.example.com, logs.example.com]\n  mode: kic',
    says: `
      notice: mesh.backend: AWS App Mesh has ended
       --> clusters/a.yaml:9:27
        |
      9 | mesh: {name: dj, backend: app-mesh}
        |                           ^^^^^^^^
        = found:    app-mesh
        = expected: a mesh that runs: AWS ended App Mesh on 30 September 2026
        = mend:     write backend: kong-mesh to move; the output stays of use to read, pin or leave App Mesh

      error: gateway.egress[1]: a second host on port 443, which App Mesh cannot tell from the first
        --> clusters/a.yaml:11:31
         |
      11 |   egress: [login.example.com, logs.example.com]
         |                               ^^^^^^^^^^^^^^^^
         = found:    logs.example.com
         = expected: no host beside login.example.com: an Envoy of App Mesh sends everything on a tcp port to one of them
         = mend:     use backend: kong-mesh, which reads the server name, or leave this host out
`,
  },
  {
    title: 'egress as one text',
    from: '  mode: kic',
    to: '  egress: login.example.com\n  mode: kic',
    says: `
      error: gateway.egress: wrong type
        --> clusters/a.yaml:10:11
         |
      10 |   egress: login.example.com
         |           ^^^^^^^^^^^^^^^^^
         = found:    login.example.com
         = expected: a list
         = mend:     write [login.example.com]
`,
  },
];

test.each(edgeCases)('$title', ({ says, ...edit }) => {
  expect(said({ name: 'clusters/a.yaml', text: edited(edge, edit) })).toBe(unindented(says));
});
