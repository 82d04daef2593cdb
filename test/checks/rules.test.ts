import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { check } from '../../checks/check';
import { type DuplicateKey, familyOf, type Rule } from '../../checks/rule';
import { rules } from '../../checks/rules';
import { duplicateKeys } from '../../commands/duplicate-keys';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';

function findings(example: 'fails' | 'passes', rule: Rule) {
  const yaml = rule.example[example];
  const duplicates = new Map<Manifest, readonly DuplicateKey[]>();
  const objects = parseAllDocuments(yaml, { uniqueKeys: false }).map((document): Manifest => {
    const object = document.toJS();
    duplicates.set(object, duplicateKeys(document.contents));
    return object;
  });
  const given = rule.example.given ?? [];
  const { engine, stages } = rule.example;
  const context = {
    index: buildIndex(objects, { given }),
    given,
    ...(engine === undefined ? {} : { engine }),
    ...(rule.profile === undefined ? {} : { profiles: [rule.profile] }),
    ...(stages === undefined
      ? {}
      : { stageOf: (object: Manifest) => stages[example][objects.indexOf(object)] }),
    duplicateKeys: (object: Manifest) => duplicates.get(object) ?? [],
  };
  return check(context, rules).findings;
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('rule %s', (id, rule) => {
  it('has a finding on its failing example, and no other rule an error', () => {
    const found = findings('fails', rule);
    expect(found.map((finding) => finding.rule)).toContain(id);
    expect(found.filter((finding) => finding.severity === 'error' && finding.rule !== id)).toEqual([]);
  });

  it('and every other rule are content with its passing example', () => {
    expect(
      findings('passes', rule).filter((finding) => finding.severity === 'error' || finding.rule === id),
    ).toEqual([]);
  });

  it('says what it refuses, why, and where upstream says so', () => {
    expect(rule.title).toMatch(/^[^A-Z].*[^.]$/);
    expect(rule.why.length).toBeGreaterThan(20);
    expect(rule.source).not.toBe('');
  });
});

test('every file below checks/rules is a rule in the list, in the folder of its family, named after its id', () => {
  const folder = join(__dirname, '../../checks/rules');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replace(/\.ts$/, ''));
  expect(rules.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
  for (const rule of rules) expect(rule.id.startsWith(`${familyOf(rule)}/`)).toBe(true);
});

test('no two rules have the same id', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});
