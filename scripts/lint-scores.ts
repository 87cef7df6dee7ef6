// Prints how each rule of the briefing lint fares with the labelled cases of tests/fixtures/lint:
//   node scripts/lint-scores.ts [tuning|held-out|fresh] [--wrong]
// Without a set, all. With --wrong the cases that a rule gets wrong are named. The rules were tuned on the tuning set
// alone and then scored with the held-out one; the fresh one came after, and what it taught about statements of fact and
// idioms of stance went into them, so that only its first figures (recall 56 % and 50 % there) were unseen.
import { type LintCase, type RuleScore, readLintCases, scoreRules } from '../tests/support/lint-cases.ts';

const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const tellsWrong = process.argv.includes('--wrong');
const cases = readLintCases();
const percent = (share: number | null): string => (share === null ? '–' : `${Math.round(share * 100)} %`);

function print(name: string, chosen: readonly LintCase[]): void {
  console.log(`\n${name}: ${chosen.length} cases, ${chosen.filter(({ faults }) => faults.length > 0).length} in fault`);
  console.log('rule                    right  false alarms  missed  precision  recall');
  for (const score of scoreRules(chosen)) printRule(score);
}

function printRule({ rule, hits, falseAlarms, misses, precision, recall }: RuleScore): void {
  const figures = [
    String(hits).padStart(5),
    String(falseAlarms.length).padStart(12),
    String(misses.length).padStart(6),
    percent(precision).padStart(9),
    percent(recall).padStart(6),
  ];
  console.log(`${rule.padEnd(22)}  ${figures.join('  ')}`);
  if (!tellsWrong) return;
  for (const id of falseAlarms) console.log(`    false alarm: ${id}`);
  for (const id of misses) console.log(`    missed:      ${id}`);
}

for (const set of ['tuning', 'held-out', 'fresh'] as const) {
  if (asked.length === 0 || asked.includes(set))
    print(
      set,
      cases.filter((each) => each.set === set),
    );
}
