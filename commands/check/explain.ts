import type { Rule } from '../../checks/rule';

/** A rule in full, for a terminal: what, why, source, and its two examples. */
export function explain({ id, severity, title, why, source, measured, unanswered, example }: Rule): string {
  const given = example.given === undefined ? '' : `\nThe cluster has already: ${example.given.join(', ')}\n`;
  const seen = measured === undefined ? '' : `Measured: ${measured}\n`;
  const alone =
    unanswered === undefined ? '' : `Rests on its source: no program answers, for ${unanswered}\n`;
  return `${id} (${severity})

${title}

Why:    ${why}
Source: ${source}
${seen}${alone}${given}
Fails:

${indented(example.fails)}

Passes:

${indented(example.passes)}

To silence it on one object, say why:

    metadata:
      annotations:
        meshwright.dev/ignore: "${id}: <reason>"
`;
}

function indented(yaml: string): string {
  return yaml
    .trim()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');
}
