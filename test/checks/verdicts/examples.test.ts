import { join } from 'node:path';
import { rules } from '../../../checks/rules';
import { answersTo, groundOf, readAnswers } from '../../../tools/rules/answers';

const answers = readAnswers(join(__dirname, 'examples.json'));
const byId = new Map(rules.map((rule) => [rule.id, rule]));

describe("what real programs said of the rules' examples", () => {
  it('is about rules that there are', () => {
    expect(answers.map(({ rule }) => rule).filter((id) => !byId.has(id))).toEqual([]);
    expect(answers.length).toBeGreaterThan(50);
  });

  it('is about the examples as they are: else ask again with `npm run faults -- --foreign --examples`', () => {
    const stale = answers.filter((answer) => {
      const rule = byId.get(answer.rule);
      return rule !== undefined && !answersTo(rule, answers).includes(answer);
    });
    // Somebody who changes an example may not have the programs: the page shows no stale answer.
    expect(stale.length).toBeLessThan(0.1 * answers.length);
  });

  it.each(answers.filter(({ refused }) => refused))(
    '$program refuses what $rule calls wrong, which is therefore an error',
    ({ rule }) => {
      expect(byId.get(rule)?.severity).toBe('error');
    },
  );

  it('is there of each rule, or the rule says what was measured, or why no program can be asked: else ask or measure', () => {
    expect(rules.filter((rule) => groundOf(rule, answers) === undefined).map(({ id }) => id)).toEqual([]);
  });

  it('is of no rule that says that no program can be asked, nor is anything measured of one', () => {
    const asked = new Set(answers.map(({ rule }) => rule));
    const unanswered = rules.filter((rule) => rule.unanswered !== undefined);
    expect(unanswered.filter(({ id, measured }) => asked.has(id) || measured !== undefined)).toEqual([]);
  });
});
