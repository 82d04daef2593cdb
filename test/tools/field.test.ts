import { join } from 'node:path';
import { readJudgements, sample } from '../../tools/field/judgements';
import { fieldPage } from '../../tools/field/page';
import type { FieldFinding, Measured } from '../../tools/field/repositories';

const finding = (id: string, severity: FieldFinding['severity'], rule = 'a/b'): FieldFinding => ({
  id,
  repository: 'o/r',
  severity,
  rule,
  object: 'Pod a',
  path: '',
  place: 'a.yaml:1',
  message: '',
  found: '',
});
const measured = (findings: readonly FieldFinding[]): Measured => ({
  repository: 'o/r',
  commit: '0123456789ab',
  files: 2,
  objects: 3,
  unread: 0,
  seconds: 0.25,
  findings,
});

describe('a sample of findings', () => {
  it('has errors first, in the order of their ids, and no more than twelve of a rule in a repository', () => {
    const many = Array.from({ length: 20 }, (_, index) =>
      finding(`w${String(index).padStart(2, '0')}`, 'warning'),
    );
    const drawn = sample([measured([...many, finding('z', 'error'), finding('x', 'error', 'a/c')])], 100);
    expect(drawn.map(({ id }) => id).slice(0, 3)).toEqual(['x', 'z', 'w00']);
    expect(drawn).toHaveLength(13);
    expect(sample([measured(many)], 5)).toHaveLength(5);
  });
});

describe('docs/check-in-the-field.md', () => {
  const judgements = readJudgements(join(__dirname, '../../docs/check-in-the-field.judgements.json'));
  const all = [...judgements.values()];

  it('rests on 200 judgements or more, 50 of them made twice, and of its errors 95 % are right', () => {
    expect(all.length).toBeGreaterThanOrEqual(200);
    expect(all.filter(({ again }) => again !== undefined).length).toBeGreaterThanOrEqual(50);
    const errors = all.filter(({ severity }) => severity === 'error');
    expect(errors.filter(({ right }) => right).length / errors.length).toBeGreaterThanOrEqual(0.95);
  });

  it('says of each repository what was read and found, and of each wrong finding why', () => {
    const page = fieldPage([measured([finding('a', 'error')])], judgements);
    expect(page).toContain('| o/r | `0123456789ab` | 2 | 3 | 1 | 0 | 0 | 0 | 0.3 |');
    for (const { right, reason } of all) if (!right) expect(page).toContain(reason ?? 'a reason');
  });
});
