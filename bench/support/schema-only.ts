import { check } from '../../checks/check';
import { familyOf } from '../../checks/rule';
import { rules } from '../../checks/rules';
import { readInputs } from '../../commands/manifests/inputs';
import { buildIndex } from '../../references/reference-index';

// `npm run check` with the rules of the schema family alone: what a schema validator does, and nothing else.
const schemaRules = rules.filter((rule) => familyOf(rule) === 'schema');
const { sets, problems } = readInputs(process.argv.slice(2));
let findings = problems.length;
for (const { objects, given } of sets) {
  const manifests = objects.map(({ manifest }) => manifest);
  findings += check({ index: buildIndex(manifests, { given }), given }, schemaRules).findings.length;
}
console.log(`${findings} findings`);
