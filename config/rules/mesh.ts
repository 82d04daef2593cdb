import type { Rule } from './rule';

/** A zone of Konnect is described, and only a zone of Konnect is. */
export const konnectZone: Rule = ({ mesh }, present) => {
  if (mesh?.backend !== 'kong-mesh' || mesh.controlPlane === undefined) return [];
  if (mesh.controlPlane === 'konnect' && !present('mesh', 'konnect')) {
    return [
      {
        path: ['mesh', 'konnect'],
        message: 'missing key',
        expected: 'region, controlPlaneId, zone and tokenSecret, since mesh.controlPlane is konnect',
        mend: 'add mesh.konnect, or write controlPlane: standalone',
      },
    ];
  }
  if (mesh.controlPlane === 'standalone' && present('mesh', 'konnect')) {
    return [
      {
        path: ['mesh', 'konnect'],
        atKey: true,
        message: 'a Konnect zone without a Konnect control plane',
        expected: 'mesh.konnect only with controlPlane: konnect',
        mend: 'add controlPlane: konnect, or remove mesh.konnect',
      },
    ];
  }
  return [];
};

/** App Mesh has ended. */
export const appMeshEnded: Rule = ({ mesh }) =>
  mesh?.backend !== 'app-mesh'
    ? []
    : [
        {
          path: ['mesh', 'backend'],
          severity: 'notice',
          message: 'AWS App Mesh has ended',
          expected: 'a mesh that runs: AWS ended App Mesh on 30 September 2026',
          mend: 'write backend: kong-mesh to move; the output stays of use to read, pin or leave App Mesh',
        },
      ];
