import { Findings, type PartResult } from '../report';

const refused = 'the Go module proxy answers `403 Forbidden: This module version is not available`';

/** No part starts the program; what it once said of objects of ours is kept, and the rules are held to it. */
const recorded =
  'no part of the lane starts it; its recorded answers hold the rules (`test/checks/verdicts`)';

/** The programs that the lane does not run, and why. */
export async function unavailablePart(): Promise<PartResult> {
  const findings = new Findings();
  findings.gap(
    "Kong Ingress Controller 3.5's translator: the routes, plugins and consumers that Kong would get, and its webhook",
    recorded,
  );
  findings.gap(
    '`deck file validate`',
    `${refused} for github.com/kong/deck and github.com/kong/go-database-reconciler`,
  );
  findings.gap(
    'Kong Mesh: a federated zone, and the configuration that kuma-cp gives to proxies',
    'the part that asks kuma-cp looks at what it takes and at the MeshServices that it makes',
  );
  findings.gap("The App Mesh controller's webhooks, and the AWS objects that it makes", recorded);
  findings.gap('The External Secrets operator: rotation, templates and its webhooks', recorded);
  findings.gap(
    "The definitions that Kong, App Mesh and ACK ship for their kinds; the lane installs Meshwright's record of their fields",
    'the record names the file and checksum of each that it was made from (`tools/import/records`)',
  );
  return findings.result('Programs that the lane does not run', []);
}
