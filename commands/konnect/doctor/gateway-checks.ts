import { sortPinned } from '../../../konnect/gateway-certificate';
import { hostOf, requireType } from '../../../konnect/gateway-control-plane';
import { listPinned } from '../../../konnect/pinned-certificates';
import { gatewayOfCluster } from '../gateway-context';
import { short } from '../gateway-report';
import type { Session } from '../session';
import { type Finding, judgeEnd, ok, warning, wrong } from './finding';

/** Control plane, endpoints and certificate of the gateway that the cluster file names. */
export async function gatewayChecks(session: Session): Promise<readonly Finding[]> {
  const { cluster, file, surroundings, secrets } = session;
  const type = file.text('gateway', 'mode') === 'konnect-kic' ? 'kic' : 'data-plane';
  const create = `run meshwright konnect gateway create --cluster ${cluster} --type ${type}`;
  const { konnect, controlPlane, certificateName, keyName } = await gatewayOfCluster(session);
  if (controlPlane === undefined) {
    const endpoint = file.text('gateway', 'konnect', 'controlPlaneEndpoint');
    return [
      wrong('gateway control plane', `none in ${konnect.region} has the endpoint ${endpoint}: ${create}`),
    ];
  }
  requireType(controlPlane, type);
  const findings = [ok('gateway control plane', `${controlPlane.name} in ${konnect.region}`)];
  const endpoints = [
    ['telemetryEndpoint', hostOf(controlPlane.config.telemetry_endpoint)],
    ...(type === 'kic' ? [] : [['controlPlaneEndpoint', hostOf(controlPlane.config.control_plane_endpoint)]]),
  ] as const;
  for (const [field = '', actual = ''] of endpoints) {
    const written = file.text('gateway', 'konnect', field);
    if (written === actual) findings.push(ok(`gateway.konnect.${field}`, actual));
    else
      findings.push(
        wrong(`gateway.konnect.${field}`, `is ${written}, and Konnect says ${actual}: ${create}`),
      );
  }
  const certificate = await secrets.describe(certificateName);
  const key = await secrets.describe(keyName);
  const pinned = sortPinned(await listPinned(konnect, controlPlane), cluster, certificate, key);
  const rotate = `meshwright konnect gateway rotate --cluster ${cluster}`;
  if (pinned.stored !== undefined) {
    findings.push(judgeEnd('certificate', pinned.stored.expires, surroundings.now(), `run ${rotate}`));
  } else if (certificate?.current !== key?.current) {
    findings.push(
      wrong('certificate', `${certificateName} and ${keyName} hold parts of different pairs: ${create}`),
    );
  } else
    findings.push(
      wrong('certificate', `what ${certificateName} holds is not pinned on ${controlPlane.name}: ${create}`),
    );
  for (const old of pinned.replaced) {
    const name = `sha256 ${short(old.fingerprint)}...`;
    findings.push(warning('certificate', `${name} was replaced and is still pinned: run ${rotate} --finish`));
  }
  return findings;
}
