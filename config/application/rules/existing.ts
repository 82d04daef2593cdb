import type { ApplicationFinding, ApplicationRule } from '../running';

/** What is there already has to carry something, which nobody but its owner can add. */
export const carried: ApplicationRule = ({ name, services }) => {
  const [first] = [...services].filter(([, { config }]) => config?.existing !== undefined);
  return first === undefined
    ? []
    : [
        {
          path: ['services', first[0], 'existing'],
          atKey: true,
          severity: 'notice',
          message: 'workloads that are there already',
          found: 'existing',
          expected: `that they carry what existing/${name}/kustomization.yaml of the output adds: the namespace's labels, appProtocol of each port, annotations of what is published`,
          mend: 'add that component to the kustomization that deploys them',
        },
      ];
};

/**
 * The mesh knows pods by their ServiceAccount, so services that share one are one to it: what one may call, all may, and
 * who may call one calls all.
 */
export const sharedAccounts: ApplicationRule = (running) => {
  const first = new Map<string, { readonly name: string; readonly says: string }>();
  return [...running.services].flatMap(([name, { config }]): ApplicationFinding[] => {
    const account = config?.existing?.serviceAccount;
    if (config === undefined || account === undefined) return [];
    const says = JSON.stringify([config.calls.toSorted(), [config.callers ?? []].flat().toSorted()]);
    const other = first.get(account);
    if (other === undefined) {
      first.set(account, { name, says });
      return [];
    }
    const differ = other.says !== says;
    return [
      {
        path: ['services', name, 'existing', 'serviceAccount'],
        severity: differ ? 'error' : 'notice',
        message: differ
          ? 'one identity of two services that differ in their calls'
          : 'one identity of two services',
        expected: differ
          ? `a ServiceAccount of its own: ${other.name} has ${account} too, so each may call what the other may`
          : `a ServiceAccount of its own, if ${name} and ${other.name} are ever to differ in who calls them`,
        mend: differ
          ? `give the pods of ${name} a ServiceAccount of their own, or the two services the same calls and callers`
          : 'nothing, if they are to be one',
      },
    ];
  });
};
