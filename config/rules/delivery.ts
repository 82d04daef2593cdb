import type { Rule, RuleFinding } from './rule';

/** What Flux is told fits together, and Flux is what reads it. */
export const fluxSettings: Rule = ({ delivery }, present) => {
  if (delivery?.engine === undefined || !present('delivery', 'flux')) return [];
  if (delivery.engine !== 'flux') {
    return [
      {
        path: ['delivery', 'flux'],
        atKey: true,
        message: 'settings of an engine that this cluster has not',
        found: `flux, and delivery.engine is ${delivery.engine}`,
        expected: 'flux only with delivery.engine: flux',
        mend: 'remove it, or write delivery.engine: flux',
      },
    ];
  }
  return present('delivery', 'flux', 'gitRepository')
    ? saidElsewhere(present)
    : [...oneRevision(present), ...gitHubApp(delivery, present)];
};

/** A GitRepository that is there already says itself what is read and how. */
function saidElsewhere(present: Parameters<Rule>[1]): readonly RuleFinding[] {
  return [
    ['delivery', 'revision'],
    ['delivery', 'flux', 'secretRef'],
    ['delivery', 'flux', 'provider'],
    ['delivery', 'flux', 'ref'],
  ]
    .filter((path) => present(...path))
    .map((path) => ({
      path,
      atKey: true,
      message: 'a setting that nothing reads',
      found: path.at(-1) ?? '',
      expected: 'only gitRepository, which says itself what is synced and who logs in',
      mend: 'remove it and set it on that GitRepository, or remove gitRepository',
    }));
}

function oneRevision(present: Parameters<Rule>[1]): readonly RuleFinding[] {
  const said = [
    ['delivery', 'revision'],
    ...['tag', 'semver', 'commit'].map((key) => ['delivery', 'flux', 'ref', key]),
  ].filter((path) => present(...path));
  const [first, ...others] = said;
  return others.map((path) => ({
    path,
    atKey: true,
    message: 'a second revision',
    found: path.at(-1) ?? '',
    expected: `one of revision, ref.tag, ref.semver and ref.commit; there is ${first?.at(-1)} already`,
    mend: 'remove one of the two; null removes what a base says',
  }));
}

/** Source: source-controller, reconcile of a GitRepository with the provider github: it asks for a Secret, and reads over HTTPS. */
function gitHubApp(
  { flux, repository }: NonNullable<Parameters<Rule>[0]['delivery']>,
  present: Parameters<Rule>[1],
): readonly RuleFinding[] {
  if (flux?.provider !== 'github') return [];
  const path = ['delivery', 'flux', 'provider'];
  return [
    ...(present('delivery', 'flux', 'secretRef')
      ? []
      : [
          {
            path: ['delivery', 'flux', 'secretRef'],
            message: 'missing key',
            expected: 'the Secret with the id and the key of the GitHub App, which provider: github needs',
            mend: 'add secretRef: the name of a Secret in flux-system',
          },
        ]),
    ...(repository?.startsWith('ssh:')
      ? [
          {
            path,
            message: 'a login that the address does not use',
            expected: 'an https:// address with provider: github: its token does not log in over ssh',
            mend: 'write delivery.repository with https://, or remove provider',
          },
        ]
      : []),
  ];
}
