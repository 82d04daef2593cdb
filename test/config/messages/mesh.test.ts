import { type Case, edited, said, unindented, zone } from '../bad-files';

const zoneCases: readonly Case[] = [
  {
    title: 'an unknown backend',
    from: 'backend: kong-mesh',
    to: 'backend: kongmesh',
    says: `
      error: mesh.backend: unknown value
        --> clusters/a.yaml:10:12
         |
      10 |   backend: kongmesh
         |            ^^^^^^^^
         = found:    kongmesh
         = expected: one of app-mesh, kong-mesh
         = mend:     write kong-mesh
`,
  },
  {
    title: 'a backend that is missing',
    from: '  backend: kong-mesh\n',
    to: '',
    says: `
      error: mesh.backend: missing key
       --> clusters/a.yaml:9:1
        |
      9 | mesh:
        | ^^^^
        = found:    nothing
        = expected: one of app-mesh, kong-mesh
        = mend:     add backend under mesh
`,
  },
  {
    title: 'App Mesh has ended, and reads no settings of Kong Mesh',
    from: 'backend: kong-mesh',
    to: 'backend: app-mesh',
    says: `
      error: mesh.name: missing key
       --> clusters/a.yaml:9:1
        |
      9 | mesh:
        | ^^^^
        = found:    nothing
        = expected: a DNS label (RFC 1035): a-z first, then a-z, 0-9 and -, at most 63 characters
        = mend:     add name under mesh: Name of the mesh

      notice: mesh.backend: AWS App Mesh has ended
        --> clusters/a.yaml:10:12
         |
      10 |   backend: app-mesh
         |            ^^^^^^^^
         = found:    app-mesh
         = expected: a mesh that runs: AWS ended App Mesh on 30 September 2026
         = mend:     write backend: kong-mesh to move; the output stays of use to read, pin or leave App Mesh

      error: mesh.controlPlane: unknown key
        --> clusters/a.yaml:11:3
         |
      11 |   controlPlane: konnect
         |   ^^^^^^^^^^^^
         = found:    controlPlane
         = expected: one of backend, name
         = mend:     remove it: controlPlane is read only with backend: kong-mesh

      error: mesh.konnect: unknown key
        --> clusters/a.yaml:12:3
         |
      12 |   konnect:
         |   ^^^^^^^
         = found:    konnect
         = expected: one of backend, name
         = mend:     remove it: konnect is read only with backend: kong-mesh
`,
  },
  {
    title: 'a mesh name that starts with a digit',
    from: '  controlPlane: konnect',
    to: '  name: 1st\n  controlPlane: konnect',
    says: `
      error: mesh.name: malformed
        --> clusters/a.yaml:11:9
         |
      11 |   name: 1st
         |         ^^^
         = found:    1st
         = expected: a DNS label (RFC 1035): a-z first, then a-z, 0-9 and -, at most 63 characters
         = mend:     correct it: Name of the mesh
`,
  },
  {
    title: 'a zone name in capitals',
    from: 'zone: eu-west-1',
    to: 'zone: EU_West_1',
    says: `
      error: mesh.konnect.zone: malformed
        --> clusters/a.yaml:15:11
         |
      15 |     zone: EU_West_1
         |           ^^^^^^^^^
         = found:    EU_West_1
         = expected: a DNS label (RFC 1035): a-z first, then a-z, 0-9 and -, at most 63 characters
         = mend:     write eu-west-1
`,
  },
  {
    title: 'a zone name that YAML reads as a number',
    from: 'zone: eu-west-1',
    to: 'zone: 1e3',
    says: `
      error: mesh.konnect.zone: wrong type
        --> clusters/a.yaml:15:11
         |
      15 |     zone: 1e3
         |           ^^^
         = found:    1e3, which YAML reads as the number 1000: its text is lost
         = expected: a DNS label (RFC 1035): a-z first, then a-z, 0-9 and -, at most 63 characters
         = mend:     put it in quotes, and correct it
`,
  },
  {
    title: 'an unknown Konnect region',
    from: '  konnect:\n    region: eu\n    controlPlaneId: 5f',
    to: '  konnect:\n    region: ue\n    controlPlaneId: 5f',
    says: `
      error: mesh.konnect.region: unknown value
        --> clusters/a.yaml:13:13
         |
      13 |     region: ue
         |             ^^
         = found:    ue
         = expected: one of us, eu, au, me, in, sg
         = mend:     write eu
`,
  },
  {
    title: 'a control plane id in capitals',
    from: '5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90',
    to: '5F3C1D0A-6F0E-4D2B-9B7E-2A1C8E4F7D90',
    says: `
      error: mesh.konnect.controlPlaneId: malformed
        --> clusters/a.yaml:14:21
         |
      14 |     controlPlaneId: 5F3C1D0A-6F0E-4D2B-9B7E-2A1C8E4F7D90
         |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
         = found:    5F3C1D0A-6F0E-4D2B-9B7E-2A1C8E4F7D90
         = expected: a UUID, such as 8c9b1e9e-4d6a-4c5c-9e3c-1f2a3b4c5d6e
         = mend:     write 5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90
`,
  },
  {
    title: 'a control plane id that is too short',
    from: '5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90',
    to: '5f3c1d0a',
    says: `
      error: mesh.konnect.controlPlaneId: malformed
        --> clusters/a.yaml:14:21
         |
      14 |     controlPlaneId: 5f3c1d0a
         |                     ^^^^^^^^
         = found:    5f3c1d0a
         = expected: a UUID, such as 8c9b1e9e-4d6a-4c5c-9e3c-1f2a3b4c5d6e
         = mend:     correct it: Id of the mesh global control plane in Konnect
`,
  },
  {
    title: 'a token instead of the name of its secret, which is not repeated',
    from: 'tokenSecret: konnect/token',
    to: 'tokenSecret: "SECRET, AND MORE"',
    says: `
      error: mesh.konnect.tokenSecret: malformed
        --> clusters/a.yaml:16:18
         |
      16 |     tokenSecret: ******************
         |                  ^^^^^^^^^^^^^^^^^^
         = found:    text that is not shown here, since it may be the secret itself
         = expected: the name of a secret in AWS Secrets Manager: letters, digits and /_+=.@-
         = mend:     correct it: AWS secret whose whole value is the zone's token
`,
  },
  {
    title: 'a Konnect control plane without its zone',
    from: '  konnect:\n    region: eu\n    controlPlaneId: 5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90\n    zone: eu-west-1\n    tokenSecret: konnect/token\n',
    to: '',
    says: `
      error: mesh.konnect: missing key
       --> clusters/a.yaml:9:1
        |
      9 | mesh:
        | ^^^^
        = found:    nothing
        = expected: region, controlPlaneId, zone and tokenSecret, since mesh.controlPlane is konnect
        = mend:     add mesh.konnect, or write controlPlane: standalone
`,
  },
  {
    title: 'a zone without a Konnect control plane',
    from: '  controlPlane: konnect\n',
    to: '  license: {secret: mesh/license}\n',
    says: `
      error: mesh.konnect: a Konnect zone without a Konnect control plane
        --> clusters/a.yaml:12:3
         |
      12 |   konnect:
         |   ^^^^^^^
         = found:    a map
         = expected: mesh.konnect only with controlPlane: konnect
         = mend:     add controlPlane: konnect, or remove mesh.konnect
`,
  },
  {
    title: 'a control plane of its own without a licence is a notice',
    from: '  controlPlane: konnect\n  konnect:\n    region: eu\n    controlPlaneId: 5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90\n    zone: eu-west-1\n    tokenSecret: konnect/token\n',
    to: '',
    says: `
      notice: mesh.license: a Kong Mesh control plane without a licence
       --> clusters/a.yaml:9:1
        |
      9 | mesh:
        | ^^^^
        = found:    nothing
        = expected: a licence: without one a control plane serves five data plane proxies
        = mend:     add license under mesh: {secret: <name in AWS Secrets Manager>}, or use controlPlane: konnect
`,
  },
  {
    title: 'a licence that Konnect brings',
    from: '  controlPlane: konnect',
    to: '  license: {secret: mesh/license}\n  controlPlane: konnect',
    says: `
      error: mesh.license: a licence that Konnect brings already
        --> clusters/a.yaml:11:3
         |
      11 |   license: {secret: mesh/license}
         |   ^^^^^^^
         = found:    a map
         = expected: mesh.license only with controlPlane: standalone
         = mend:     remove license
`,
  },
  {
    title: 'replicas as a fraction',
    from: '  controlPlane: konnect',
    to: '  replicas: 2.5\n  controlPlane: konnect',
    says: `
      error: mesh.replicas: not a whole number
        --> clusters/a.yaml:11:13
         |
      11 |   replicas: 2.5
         |             ^^^
         = found:    2.5
         = expected: a whole number from 1 to 9
         = mend:     correct it: Replicas of the control plane
`,
  },
  {
    title: 'replicas as text',
    from: '  controlPlane: konnect',
    to: '  replicas: "3"\n  controlPlane: konnect',
    says: `
      error: mesh.replicas: wrong type
        --> clusters/a.yaml:11:13
         |
      11 |   replicas: "3"
         |             ^^^
         = found:    "3"
         = expected: a whole number from 1 to 9
         = mend:     write 3, without quotes or sign
`,
  },
  {
    title: 'a switch that is on',
    from: '  controlPlane: konnect',
    to: '  zoneEgress: on\n  controlPlane: konnect',
    says: `
      error: mesh.zoneEgress: wrong type
        --> clusters/a.yaml:11:15
         |
      11 |   zoneEgress: on
         |               ^^
         = found:    on, which YAML 1.2 reads as text
         = expected: true or false
         = mend:     write true
`,
  },
  {
    title: 'a switch in quotes',
    from: '  controlPlane: konnect',
    to: '  zoneEgress: "false"\n  controlPlane: konnect',
    says: `
      error: mesh.zoneEgress: wrong type
        --> clusters/a.yaml:11:15
         |
      11 |   zoneEgress: "false"
         |               ^^^^^^^
         = found:    "false"
         = expected: true or false
         = mend:     write false
`,
  },
  {
    title: 'a profile as a number',
    from: '  controlPlane: konnect',
    to: '  profile: 2.14\n  controlPlane: konnect',
    says: `
      error: mesh.profile: wrong type
        --> clusters/a.yaml:11:12
         |
      11 |   profile: 2.14
         |            ^^^^
         = found:    2.14, a number
         = expected: one of 2.13, 2.14
         = mend:     put it in quotes: "2.14"
`,
  },
  {
    title: 'half a certificate authority',
    from: '  controlPlane: konnect',
    to: '  certificateAuthority: {certificateSecret: mesh/ca}\n  controlPlane: konnect',
    says: `
      error: mesh.certificateAuthority.keySecret: missing key
        --> clusters/a.yaml:11:3
         |
      11 |   certificateAuthority: {certificateSecret: mesh/ca}
         |   ^^^^^^^^^^^^^^^^^^^^
         = found:    nothing
         = expected: the name of a secret in AWS Secrets Manager: letters, digits and /_+=.@-
         = mend:     add keySecret under mesh.certificateAuthority: AWS secret with the CA's private key (PEM)
`,
  },
  {
    title: 'a certificate authority in one word',
    from: '  controlPlane: konnect',
    to: '  certificateAuthority: builtin\n  controlPlane: konnect',
    says: `
      error: mesh.certificateAuthority: unknown value
        --> clusters/a.yaml:11:25
         |
      11 |   certificateAuthority: builtin
         |                         ^^^^^^^
         = found:    builtin
         = expected: built-in, or a map with certificateSecret and keySecret
         = mend:     write built-in
`,
  },
];

test.each(zoneCases)('$title', ({ says, ...edit }) => {
  expect(said({ name: 'clusters/a.yaml', text: edited(zone, edit) })).toBe(unindented(says));
});
