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

/** A licence for a control plane of the cluster's own, and only for that. */
export const meshLicense: Rule = ({ mesh }, present) => {
  if (mesh?.backend !== 'kong-mesh' || mesh.controlPlane === undefined) return [];
  const licensed = present('mesh', 'license');
  if (mesh.controlPlane === 'konnect' && licensed) {
    return [
      {
        path: ['mesh', 'license'],
        atKey: true,
        message: 'a licence that Konnect brings already',
        expected: 'mesh.license only with controlPlane: standalone',
        mend: 'remove license',
      },
    ];
  }
  if (mesh.controlPlane === 'standalone' && !licensed) {
    return [
      {
        path: ['mesh', 'license'],
        severity: 'notice',
        message: 'a Kong Mesh control plane without a licence',
        expected: 'a licence: without one a control plane serves five data plane proxies',
        mend: 'add license under mesh: {secret: <name in AWS Secrets Manager>}, or use controlPlane: konnect',
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
