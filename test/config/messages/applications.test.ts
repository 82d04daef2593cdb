import { type Case, edge, edited, said, unindented, zone } from '../bad-files';

const zoneCases: readonly Case[] = [
  {
    title: 'a canary over 100',
    from: 'jazz: 5',
    to: 'jazz: 101',
    says: `
      error: applications.dj.canary.jazz: too large
        --> clusters/a.yaml:29:20
         |
      29 |     canary: {jazz: 101, metal: 5}
         |                    ^^^
         = found:    101
         = expected: a whole number from 0 to 100
         = mend:     correct it: Percent of the calls. One version may leave it out, and takes what the others leave
`,
  },
  {
    title: 'a canary below 0',
    from: 'jazz: 5',
    to: 'jazz: -5',
    says: `
      error: applications.dj.canary.jazz: too small
        --> clusters/a.yaml:29:20
         |
      29 |     canary: {jazz: -5, metal: 5}
         |                    ^^
         = found:    -5
         = expected: a whole number from 0 to 100
         = mend:     correct it: Percent of the calls. One version may leave it out, and takes what the others leave
`,
  },
  {
    title: 'a canary with a percent sign',
    from: 'jazz: 5',
    to: 'jazz: 5%',
    says: `
      error: applications.dj.canary.jazz: wrong type
        --> clusters/a.yaml:29:20
         |
      29 |     canary: {jazz: 5%, metal: 5}
         |                    ^^
         = found:    5%
         = expected: a whole number from 0 to 100
         = mend:     write 5, without quotes or sign
`,
  },
  {
    title: 'a canary of a fraction',
    from: 'jazz: 5',
    to: 'jazz: 2.5',
    says: `
      error: applications.dj.canary.jazz: not a whole number
        --> clusters/a.yaml:29:20
         |
      29 |     canary: {jazz: 2.5, metal: 5}
         |                    ^^^
         = found:    2.5
         = expected: a whole number from 0 to 100
         = mend:     correct it: Percent of the calls. One version may leave it out, and takes what the others leave
`,
  },
  {
    title: 'a canary of a misspelled service',
    from: 'jazz: 5',
    to: 'jaz: 5',
    says: `
      error: applications.dj.canary.jaz: unknown service
        --> clusters/a.yaml:29:14
         |
      29 |     canary: {jaz: 5, metal: 5}
         |              ^^^
         = found:    jaz
         = expected: one of jazz, metal
         = mend:     write jazz
`,
  },
  {
    title: 'a canary of a service that the application has not',
    from: 'metal: 5',
    to: 'metal: 5, blues: 5',
    says: `
      error: applications.dj.canary.blues: unknown service
        --> clusters/a.yaml:29:33
         |
      29 |     canary: {jazz: 5, metal: 5, blues: 5}
         |                                 ^^^^^
         = found:    blues
         = expected: one of jazz, metal
         = mend:     remove it
`,
  },
  {
    title: 'an image without a tag',
    from: 'dj:v1.0',
    to: 'dj',
    says: `
      error: applications.dj.image: malformed
        --> clusters/a.yaml:28:12
         |
      28 |     image: registry.example.com/dj
         |            ^^^^^^^^^^^^^^^^^^^^^^^
         = found:    registry.example.com/dj
         = expected: a container image with a tag or digest, such as registry.example.com/app:v1.0
         = mend:     correct it: Image of the container
`,
  },
  {
    title: 'a plugin that is a list',
    from: '{config: {minute: 3}}',
    to: '[three]',
    says: `
      error: applications.dj.publish.plugins.rl-by-minute: wrong type
        --> clusters/a.yaml:30:39
         |
      30 |     publish: {plugins: {rl-by-minute: [three]}}
         |                                       ^^^^^^^
         = found:    a list
         = expected: a map with plugin
         = mend:     correct it
`,
  },
  {
    title: 'a route without a path',
    from: 'publish: {plugins',
    to: 'publish: {routes: {djingress: {paths: {/dj/jazz: null, /dj/metal: null}}}, plugins',
    says: `
      error: publish.routes.djingress.paths: a route without a path
        --> applications/dj.yaml:50:9
         |
      50 |         /dj/jazz: jazz
         |         ^^^^^^^^^^^^^^
         = found:    an empty map
         = expected: at least one path, such as /: shop
         = mend:     add one, or remove the route
`,
  },
  {
    title: 'a consumer in capitals',
    from: 'publish: {plugins',
    to: 'publish: {consumers: {Consumer_1: {credentials: {}}}, plugins',
    says: `
      error: applications.dj.publish.consumers.Consumer_1: malformed name
        --> clusters/a.yaml:30:27
         |
      30 |     publish: {consumers: {Consumer_1: {credentials: {}}}, plugins: {rl-by-minute: {config: {minute: 3}}}}
         |                           ^^^^^^^^^^
         = found:    Consumer_1
         = expected: a DNS label (RFC 1123): a-z, 0-9 and -, at most 63 characters
         = mend:     write consumer-1
`,
  },
  {
    title: 'two consumers with one secret',
    from: 'publish: {plugins',
    to: 'publish: {consumers: {a: {credentials: {a-key: {secret: dj/key}}}, b: {credentials: {b-key: {secret: dj/key}}}}, plugins',
    says: `
      error: applications.dj.publish.consumers.b.credentials.b-key.secret: two consumers with one key
        --> clusters/a.yaml:30:106
         |
      30 | -key: {secret: dj/key}}}, b: {credentials: {b-key: {secret: dj/key}}}}, plugins: {rl-by-minute: {config: {minute: 3}}}}
         |                                                             ^^^^^^
         = found:    dj/key
         = expected: another secret than that of a: the gateway refuses a key that two consumers have
         = mend:     create a secret of b's own in AWS Secrets Manager
`,
  },
  {
    title: 'the value of a key instead of the name of its secret',
    from: 'publish: {plugins',
    to: 'publish: {consumers: {consumer1: {credentials: {consumerapikey: {secret: "KEY KEY"}}}}, plugins',
    says: `
      error: applications.dj.publish.consumers.consumer1.credentials.consumerapikey.secret: malformed
        --> clusters/a.yaml:30:78
         |
      30 | sumers: {consumer1: {credentials: {consumerapikey: {secret: *********
         |                                                             ^^^^^^^^^
         = found:    text that is not shown here, since it may be the secret itself
         = expected: the name of a secret in AWS Secrets Manager: letters, digits and /_+=.@-
         = mend:     correct it: AWS secret with the API key
`,
  },
  {
    title: 'a namespace that is taken',
    from: '  dj:\n',
    to: '  dj:\n    namespace: kong-mesh-system\n',
    says: `
      error: applications.dj.namespace: a namespace that is taken
        --> clusters/a.yaml:28:16
         |
      28 |     namespace: kong-mesh-system
         |                ^^^^^^^^^^^^^^^^
         = found:    kong-mesh-system
         = expected: any namespace but appmesh-system, argocd, cert-manager, external-secrets, flux-system, kong, kong-mesh-system, kong-system, kube-node-lease, kube-public, kube-system
         = mend:     give the application a namespace of its own, such as prod
`,
  },
  {
    title: 'a host with a port',
    from: '    publish: {plugins: {rl-by-minute: {config: {minute: 3}}}}\n',
    to: '    publish: {routes: {djingress: {host: "*.com:8443"}}}\n',
    says: `
      error: applications.dj.publish.routes.djingress.host: malformed
        --> clusters/a.yaml:30:42
         |
      30 |     publish: {routes: {djingress: {host: "*.com:8443"}}}
         |                                          ^^^^^^^^^^^^
         = found:    "*.com:8443"
         = expected: a host name alone, such as shop.example.com or *.example.com
         = mend:     correct it: Host that the route answers to. Default: any
`,
  },
  {
    title: 'an unknown application',
    from: '  dj:\n',
    to: '  jd:\n',
    says: `
      error: applications.jd: an application without a file
        --> clusters/a.yaml:27:3
         |
      27 |   jd:
         |   ^^
         = found:    jd
         = expected: one of bookshop, dj
         = mend:     write dj
`,
  },
  {
    title: 'an application behind a Konnect data plane',
    from: '  mode: konnect-kic\n',
    to: '  mode: konnect-data-plane\n',
    says: `
      error: gateway.konnect.controlPlaneEndpoint: missing key
        --> clusters/a.yaml:20:3
         |
      20 |   konnect:
         |   ^^^^^^^
         = found:    nothing
         = expected: a host name alone, without scheme, port or path, such as us.tp.konghq.com
         = mend:     add controlPlaneEndpoint under gateway.konnect: Control plane host, such as 0123456789.eu.cp.konghq.com

      error: gateway.konnect.controlPlaneId: unknown key
        --> clusters/a.yaml:22:5
         |
      22 |     controlPlaneId: 0b8f6a52-1c7d-4e43-8a59-d6e0f3b7c214
         |     ^^^^^^^^^^^^^^
         = found:    controlPlaneId
         = expected: one of region, controlPlaneEndpoint, telemetryEndpoint, clientCertificate
         = mend:     remove it

      error: applications.dj: an application that its gateway cannot route to
        --> clusters/a.yaml:27:3
         |
      27 |   dj:
         |   ^^
         = found:    an application behind a konnect-data-plane gateway
         = expected: no publish in it, or mode kic or konnect-kic: a Konnect data plane takes routes and plugins from Konnect, not from objects of the cluster
         = mend:     use gateway.mode: konnect-kic, or remove publish of the application and configure its routes in Konnect
`,
  },
];

test.each(zoneCases)('$title', ({ says, ...edit }) => {
  expect(said({ name: 'clusters/a.yaml', text: edited(zone, edit) })).toBe(unindented(says));
});

const edgeCases: readonly Case[] = [
  {
    title: 'an application without a mesh',
    to: 'applications:\n  dj:\n    canary: {jazz: 5, metal: 5}\n',
    says: `
      error: applications.dj: an application without a mesh
        --> clusters/a.yaml:15:3
         |
      15 |   dj:
         |   ^^
         = found:    an application, and no mesh
         = expected: a mesh: the canary and the permissions of an application are mesh objects
         = mend:     add mesh, such as mesh: {backend: kong-mesh}, or remove the application
`,
  },
];

test.each(edgeCases)('$title', ({ says, ...edit }) => {
  expect(said({ name: 'clusters/a.yaml', text: edited(edge, edit) })).toBe(unindented(says));
});
