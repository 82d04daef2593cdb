import { Findings, type PartResult } from '../report';
import { missingForHelm } from '../server/helm';
import { missingForAppMesh } from './app-mesh';
import { missingForExternalSecrets } from './external-secrets';
import { missingForKic } from './kic';
import { missingForKongOperator } from './kong-operator';
import { missingForKuma } from './kuma';
import { missingForWaysOut } from './ways-out';

const refused = 'the Go module proxy answers `403 Forbidden: This module version is not available`';

/** No part starts the program; what it once said of objects of ours is kept, and the rules are held to it. */
const recorded = 'its recorded answers hold the rules (`test/checks/verdicts`)';

/** The controllers that users take from upstream's releases, and what is not shown where one is not on the machine. */
const onDemand: readonly { readonly what: string; readonly missing: () => readonly string[] }[] = [
  {
    what: "Kong Ingress Controller 3.5's webhook and translator: the routes, plugins and consumers that Kong would get",
    missing: missingForKic,
  },
  {
    what: "Kong Mesh: the webhooks of Kuma's control plane, and the MeshServices that it makes",
    missing: missingForKuma,
  },
  {
    what: 'Kong Mesh: what its sidecars are told, and the ways out of the mesh',
    missing: missingForWaysOut,
  },
  {
    what: 'Kong Operator: its webhook, the gateway that it makes, and what Konnect is asked for',
    missing: missingForKongOperator,
  },
  { what: "The App Mesh controller's webhooks", missing: missingForAppMesh },
  {
    what: 'The External Secrets operator: its webhooks, templates and rotation',
    missing: missingForExternalSecrets,
  },
  {
    what: 'Charts: the pods and images that Helm makes of the values',
    missing: missingForHelm,
  },
];

/** The programs that the lane did not run, and why. */
export async function unavailablePart(): Promise<PartResult> {
  const findings = new Findings();
  for (const { what, missing } of onDemand) {
    const [reason] = missing();
    if (reason !== undefined) findings.gap(what, `${reason}; ${recorded}`);
  }
  findings.gap(
    "Kong Gateway itself: what it refuses of a configuration and of a plugin's fields",
    `no part of the lane starts it; ${recorded}`,
  );
  findings.gap(
    'The metrics of Kong Gateway and cert-manager, which alerts and dashboard ask for by the names in their sources',
    'no part of the lane starts them',
  );
  findings.gap(
    "Argo CD's controllers, and Flux's but for their engine",
    'no part of the lane starts them; their own functions were asked of the examples of rules ([rules.md](rules.md))',
  );
  findings.gap(
    'Nodes: kubelet, scheduler, and the network plugin that holds NetworkPolicies',
    'the lane has no containers; what single functions of them say of examples is in [rules.md](rules.md)',
  );
  findings.gap(
    '`deck file validate`',
    `${refused} for github.com/kong/deck and github.com/kong/go-database-reconciler`,
  );
  findings.gap(
    "The AWS objects that App Mesh's controller makes",
    'they are made in AWS, which the lane does not reach; the webhooks are asked',
  );
  findings.gap(
    "The definitions that Kong, App Mesh and ACK ship for their kinds; the lane installs Meshwright's record of their fields",
    'the record names the file and checksum of each that it was made from (`tools/import/records`)',
  );
  return findings.result('Programs that the lane does not run', []);
}
