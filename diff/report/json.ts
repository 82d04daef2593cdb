import { valueWithoutCredentials } from '../../credentials/shown';
import { credentialTexts } from '../../credentials/texts-of-object';
import type { ObjectId } from '../../references/identity';
import { printableJson } from '../../references/printable';
import { type ObjectChange, pathText } from '../change';
import { patchOf } from '../compare-objects';
import type { Difference } from '../diff';
import { withoutSecrets } from '../hide-secrets';
import { plain } from '../sentence';

/** That another version of Meshwright wrote clusters than before, as a sentence and for each of them. */
export interface UpgradeReport {
  readonly title: string;
  readonly clusters: readonly {
    readonly cluster: string;
    readonly from: string;
    readonly to: string;
    /** Whether all that differs is Meshwright's doing. */
    readonly sameInputs: boolean;
  }[];
}

/** The difference for programs; `version` rises when a field changes its meaning. */
export function jsonReport(difference: Difference, upgrade?: UpgradeReport): string {
  const { risks, changes, clusters, added, removed } = difference;
  const report = {
    version: 1,
    ...(upgrade === undefined ? {} : { upgrade }),
    clusters: { all: clusters, added, removed },
    risks: risks.map(({ level, rule, sentence, object, clusters: reached }) => ({
      level,
      rule,
      sentence: plain(sentence),
      ...(object === undefined ? {} : { object: named(object) }),
      clusters: reached,
    })),
    changes: changes.map(({ change, clusters: reached }) => ({
      change: change.kind,
      object: named(change.id),
      fields: change.fields.map(({ path, kind, before, after }) => ({
        path: pathText(path),
        change: kind,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      })),
      ...(change.kind === 'changed'
        ? { patch: patchOf(change).map((operation) => hidden(change, operation)) }
        : {}),
      clusters: reached,
    })),
  };
  return `${printableJson(report)}\n`;
}

function named({ group, kind, namespace, name }: ObjectId) {
  return { group, kind, ...(namespace === undefined ? {} : { namespace }), name };
}

function hidden({ id, before, after }: ObjectChange, operation: ReturnType<typeof patchOf>[number]) {
  const known = [before, after].flatMap((object) => (object === undefined ? [] : credentialTexts(object)));
  if (!('value' in operation)) return valueWithoutCredentials(operation, known);
  const path = operation.path
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return valueWithoutCredentials({ ...operation, value: withoutSecrets(id, path, operation.value) }, known);
}
