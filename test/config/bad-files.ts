import { render } from '../../commands/render';
import { problemDiagnostics } from '../../commands/render-problems';
import { libraryOf } from '../../config/library';
import { type ClusterFile, judgeFile, judgeTogether } from '../../config/parse';
import { applicationFiles } from '../mesh/clusters';

/** A valid file without notices: a zone of Konnect, with the application. */
export const zone = `aws:
  region: eu-west-1
  account: "210987654321"
  eksCluster: mesh
  oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/1F2E3D4C5B6A79880716253443526170
delivery:
  engine: argo-cd
  repository: https://github.com/example/platform
mesh:
  backend: kong-mesh
  controlPlane: konnect
  konnect:
    region: eu
    controlPlaneId: 5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90
    zone: eu-west-1
    tokenSecret: konnect/token
gateway:
  mode: konnect-kic
  version: "3.10"
  konnect:
    region: eu
    controlPlaneId: 0b8f6a52-1c7d-4e43-8a59-d6e0f3b7c214
    telemetryEndpoint: 7d1e4a90c3.eu.tp.konghq.com
    clientCertificate: {certificateSecret: kong/certificate, keySecret: kong/key}
given: [aws-load-balancer-controller]
applications:
  dj:
    image: registry.example.com/dj:v1.0
    canary: {jazz: 5, metal: 5}
    publish: {plugins: {rl-by-minute: {config: {minute: 3}}}}
`;

/** A valid file without notices: a gateway and nothing else. */
export const edge = `aws:
  region: us-west-2
  account: "123456789012"
  eksCluster: edge
  oidcIssuer: https://oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128
delivery:
  engine: flux
  repository: https://github.com/example/platform
gateway:
  mode: kic
  version: "3.10"
  license: {secret: kong/license}
given: [aws-load-balancer-controller]
`;

/** What is done to a valid file: a text in it is replaced, or more is added at its end. */
export interface Edit {
  readonly from?: string;
  readonly to: string;
}

/** The text of a file after an edit. @throws Error when the text to replace is not there exactly once */
export function edited(text: string, { from, to }: Edit): string {
  if (from === undefined) return text + to;
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`${JSON.stringify(from)} is ${parts.length - 1} times in the file`);
  return parts.join(to);
}

const library = libraryOf([], applicationFiles());

/** Everything that is said of cluster files, as it is printed without colours; empty when nothing is. */
export function said(...files: readonly ClusterFile[]): string {
  const parsed = judgeTogether(files.map((file) => judgeFile(file, library)));
  const problems = 'problems' in parsed ? parsed.problems : parsed.notices;
  return render(problemDiagnostics(problems), { colour: false });
}

/** A row of a table of bad files. */
export interface Case extends Edit {
  readonly title: string;
  /** The whole of what is printed, indented as the table is. */
  readonly says: string;
}

/** A text of a table without its first line break and its indentation. */
export function unindented(text: string): string {
  const indent = /^\n( *)/.exec(text)?.[1] ?? '';
  return text
    .replace(/^\n/, '')
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()))
    .join('\n');
}
