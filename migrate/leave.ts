import { Account } from './account';
import type { InputDocument } from './document';
import { type LeaveOptions, settingsOf } from './options';
import type { LeaveResult } from './result';

/**
 * Converts App Mesh objects to Kong Mesh. Pure: the same documents and options give the same result.
 *
 * @param documents App Mesh's objects, and the Deployments, Services, Namespaces and ServiceAccounts beside them
 */
export function leaveAppMesh(documents: readonly InputDocument[], options: LeaveOptions = {}): LeaveResult {
  const settings = settingsOf(options);
  const account = new Account(documents);
  const fields = account.entries();
  const losses = fields.filter(({ verdict }) => verdict === 'lost');
  const mesh = settings.mesh ?? 'default';
  return {
    objects: [],
    patches: [],
    report: { version: 1, mesh, requests: [], losses, fields, notes: [] },
    findings: account.findings,
  };
}
