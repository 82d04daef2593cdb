import { hash } from 'node:crypto';
import { argoCdPlacement, hubOf } from '../config/argo-cd-placement';
import type { ClusterConfig } from '../config/cluster';
import type { Problem } from '../config/problem';
import { problemIn } from '../config/source-of';
import { isSyncedApplication } from '../plan/argo-cd-applications';
import { deliveryPrefix } from '../plan/delivery';
import type { PlannedFile } from '../plan/files';
import { describe, type Manifest } from '../references/manifest';
import { ofShared } from '../references/shared-objects';
import type { Diagnostic } from './render';
import { problemDiagnostics } from './render-problems';

/** What one cluster has in the Argo CD that keeps it. */
export interface HubShare {
  /** The name of the cluster that Argo CD runs in. */
  readonly hub: string;
  readonly cluster: string;
  /** The cluster that the output is for, as text. */
  readonly destination: string;
  readonly namePrefix: string | undefined;
  readonly objects: readonly SharedObject[];
}

/** An object in Argo CD's own cluster. */
interface SharedObject {
  /** `Kind namespace/name`. */
  readonly object: string;
  /** The file that it is in, of the output. */
  readonly file: string;
  /** What it says, as a digest, where several clusters may say the same of one object. */
  readonly text?: string;
}

const digestOf = ofShared((object: Manifest) => hash('sha256', JSON.stringify(object), 'hex'));

/** The file of a cluster, which is asked for only where something is wrong. */
export type ConfigOf = (cluster: string) => ClusterConfig | undefined;

/** What a cluster has in the Argo CD that keeps it; undefined for one that Flux keeps. */
export function hubShareOf(
  config: ClusterConfig,
  planned: readonly PlannedFile[],
  folder: string,
): HubShare | undefined {
  if (config.delivery.engine !== 'argo-cd') return undefined;
  const { namespace, namePrefix, destination } = argoCdPlacement(config);
  return {
    hub: hubOf(config),
    cluster: config.name,
    destination: 'server' in destination ? `server ${destination.server}` : `name ${destination.name}`,
    namePrefix,
    objects: planned.flatMap(({ path, objects }) =>
      objects
        .filter((object) => path.startsWith('delivery/') || isSyncedApplication(object, namespace))
        .map((object) => ({
          object: describe(object),
          file: `${folder}/${path}`,
          // The health checks are part of a ConfigMap that is there already, and that all apply alike.
          ...(object.kind === 'ConfigMap' ? { text: digestOf(object) } : {}),
        })),
    ),
  };
}

/** What is wrong between clusters that share an Argo CD: one would overwrite what the other has there, or be delivered to it. */
export function hubProblems(shares: readonly HubShare[], configOf: ConfigOf): readonly Diagnostic[] {
  const hubs = new Map<string, HubShare[]>();
  for (const share of shares) {
    const sharing = hubs.get(share.hub);
    if (sharing === undefined) hubs.set(share.hub, [share]);
    else sharing.push(share);
  }
  return [...hubs.values()].flatMap((sharing) => [
    ...sameNames(sharing, configOf),
    ...sameDestinations(sharing, configOf),
    ...judgedByOthers(sharing, configOf),
  ]);
}

function sameNames(sharing: readonly HubShare[], configOf: ConfigOf): readonly Diagnostic[] {
  const owners = new Map<string, SharedObject & { readonly share: HubShare }>();
  return sharing.flatMap((share) => {
    const collisions = new Map<HubShare, string[]>();
    for (const { object, file, text } of share.objects) {
      const owner = owners.get(object);
      const isShared = text !== undefined && text === owner?.text;
      if (owner === undefined)
        owners.set(object, { share, object, file, ...(text === undefined ? {} : { text }) });
      else if (owner.share !== share && !isShared) {
        const said = collisions.get(owner.share) ?? [];
        collisions.set(owner.share, [...said, `${object} in ${file} and in ${owner.file}`]);
      }
    }
    return [...collisions].map(([other, [first = '', ...more]]) =>
      problem([other, share], 'namePrefix', configOf, {
        message: 'two clusters with one name in the Argo CD that keeps both',
        found: more.length === 0 ? first : `${first}, and ${more.length} more`,
        expected: `names of its own for every cluster of the hub ${share.hub}`,
        mend: 'give one of the two another delivery.argoCd.namePrefix or project; or another hub, where it has another Argo CD',
      }),
    );
  });
}

/** Without a prefix of its own, a cluster takes every Application whose name begins as its delivery objects' do for one of them. */
function judgedByOthers(sharing: readonly HubShare[], configOf: ConfigOf): readonly Diagnostic[] {
  const judge = sharing.find(({ namePrefix }) => namePrefix === undefined);
  if (judge === undefined) return [];
  return sharing
    .filter(({ namePrefix }) => namePrefix?.startsWith(`${deliveryPrefix}-`) === true)
    .map((share) =>
      problem([judge, share], 'namePrefix', configOf, {
        message: `a name that the policy of ${judge.cluster} takes for one of its own`,
        found: `the prefix ${share.namePrefix}, and ${judge.cluster} has none`,
        expected: `a prefix that does not begin with ${deliveryPrefix}-, or one for ${judge.cluster} too`,
        mend: `write another delivery.argoCd.namePrefix, or hub: ${share.hub} in the file of ${judge.cluster}`,
      }),
    );
}

function sameDestinations(sharing: readonly HubShare[], configOf: ConfigOf): readonly Diagnostic[] {
  const owners = new Map<string, HubShare>();
  return sharing.flatMap((share) => {
    const owner = owners.get(share.destination);
    if (owner === undefined) {
      owners.set(share.destination, share);
      return [];
    }
    return [
      problem([owner, share], 'destination', configOf, {
        message: 'two clusters with one destination',
        found: `${share.destination}, for ${share.cluster} and for ${owner.cluster}`,
        expected: 'a cluster of its own for every cluster file of a hub',
        mend: 'correct delivery.argoCd.destination of one of the two, or remove one of the files',
      }),
    ];
  });
}

function problem(
  clusters: readonly [HubShare, HubShare],
  key: 'namePrefix' | 'destination',
  configOf: ConfigOf,
  said: Pick<Problem, 'message' | 'found' | 'expected' | 'mend'>,
): Diagnostic {
  const { message, found, expected, mend } = said;
  const [first, second] = clusters.map(({ cluster }) => {
    const config = configOf(cluster);
    const path = ['delivery', 'argoCd', key];
    return config === undefined ? undefined : problemIn(config, path, { path: '', ...said });
  });
  const [diagnostic] = second === undefined ? [] : problemDiagnostics([second]);
  const [{ cluster }, { cluster: at }] = clusters;
  return {
    ...(diagnostic ?? { severity: 'error', title: message, location: at }),
    notes: [
      ['found', found],
      ['other', first === undefined ? cluster : `${first.file}:${first.line}:${first.column}`],
      ['expected', expected],
      ['mend', mend],
    ],
  };
}
