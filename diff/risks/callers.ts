import type { GatewayCaller } from '../../topology/topology';
import { listed, say } from '../sentence';
import { type ClusterChange, type Found, news, type RiskRule } from './risk';
import { guardsOfCaller, limits, loosenedLimits } from './route-guards';

/** Rules about whom the gateway knows, and the certificates by which it is known itself. */
export const callerRules: readonly RiskRule[] = [
  {
    id: 'tier-loosened',
    level: 'high',
    title: 'The limit of a consumer or of a group is raised or gone, or a consumer is in another group',
    find: eachCaller(loosened),
  },
  {
    id: 'certificate-changed',
    level: 'medium',
    title: 'A host shows a certificate of another Secret or of another issuer',
    find: certificates,
  },
];

type Look = (was: GatewayCaller, now: GatewayCaller, cluster: ClusterChange) => Iterable<Found>;

/** Looks at the callers that were there and still are. */
function eachCaller(look: Look): RiskRule['find'] {
  return (cluster) => {
    const old = new Map(cluster.before.topology.callers.map((caller) => [caller.name, caller]));
    return cluster.after.topology.callers.flatMap((now) => {
      const was = old.get(now.name);
      return was === undefined ? [] : [...look(was, now, cluster)];
    });
  };
}

function* loosened(
  was: GatewayCaller,
  now: GatewayCaller,
  { before, after }: ClusterChange,
): Generator<Found> {
  const guards = guardsOfCaller(after, now);
  for (const guard of guardsOfCaller(before, was).filter(({ type }) => limits.has(type))) {
    const still = guards.find(({ type }) => type === guard.type);
    if (still === undefined) {
      yield { sentence: say`${now.name}: ${`${guard.name} (${guard.type})`} no longer limits its calls` };
      continue;
    }
    const more = loosenedLimits(guard, still);
    if (more.length > 0) yield { sentence: say`${now.name}: ${still.type} allows ${listed(more)}` };
  }
  const [gone, come] = [news(now.groups, was.groups), news(was.groups, now.groups)];
  if (gone.length > 0 || come.length > 0) {
    const groups = (names: readonly string[]) => (names.length === 0 ? 'no group' : listed(names));
    yield {
      sentence: say`${now.name}: is in ${groups(now.groups)}, was in ${groups(was.groups)}, whose limits are others`,
      level: 'medium',
    };
  }
}

function* certificates({ before, after }: ClusterChange): Generator<Found> {
  const old = new Map(before.topology.certificates.map((each) => [each.host, each]));
  for (const now of after.topology.certificates) {
    const was = old.get(now.host);
    if (was === undefined || (was.secret === now.secret && was.source === now.source)) continue;
    const from = ({ secret, source }: typeof now) => (source === '' ? secret : `${secret} (${source})`);
    yield { sentence: say`host ${now.host}: its certificate is ${from(now)}, was ${from(was)}` };
  }
}
