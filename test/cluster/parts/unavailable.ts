import { Findings, type PartResult } from '../report';

const refused = 'the Go module proxy answers `403 Forbidden: This module version is not available`';

/**
 * The programs that the lane cannot have. Each was asked for once through its ordinary client; a refusal is an answer, and
 * no other way to the same program was looked for.
 */
export async function unavailablePart(): Promise<PartResult> {
  const findings = new Findings();
  findings.gap(
    "Kong Ingress Controller 3.5's translator: the routes, plugins and consumers that Kong would get, and its webhook",
    `${refused} for github.com/kong/kubernetes-ingress-controller/v3, at v3.5.13 and for the list of versions`,
  );
  findings.gap(
    '`deck file validate`',
    `${refused} for github.com/kong/deck and github.com/kong/go-database-reconciler`,
  );
  findings.gap(
    'Kong Mesh: the validators and webhooks of kuma-cp 2.14, a federated zone, and the configuration that it gives to proxies',
    `${refused} for github.com/kumahq/kuma/v2, at v2.14.3 and for the list of versions`,
  );
  findings.gap(
    "The App Mesh controller's webhooks, and the AWS objects that it makes",
    `${refused} for github.com/aws/aws-app-mesh-controller-for-k8s, at v1.13.3 and for the list of versions`,
  );
  findings.gap(
    'The External Secrets operator: rotation, templates and its webhooks',
    `${refused} for the commit of v2.9.0, and for the nested modules without which no version builds`,
  );
  findings.gap(
    "The definitions that Kong, Kuma, App Mesh and ACK ship for their kinds; the lane installs Meshwright's record of their fields",
    `${refused} for Kuma, App Mesh and ACK; the checksum database does not know github.com/kong/kubernetes-configuration v1.5.2`,
  );
  return findings.result('Programs that cannot be had', []);
}
