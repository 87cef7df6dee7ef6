import { median, pairedRatios, summarize } from './statistics.mjs';

/**
 * One measured series.
 * @typedef {{ name: string, unit: 'ms' | 's' | 'MB' | 'files' | 'files/s' | 'frames' | 'tasks' | '×', values: readonly (number | null)[] }} Series
 *
 * A goal and how it went; `met` is null if it could not be judged.
 * @typedef {{ text: string, figure: string, met: boolean | null }} Goal
 *
 * What one measurement hands back.
 * @typedef {{ name: string, title: string, series: Series[], goals: Goal[], notes: string[] }} Result
 */

/**
 * Ours ÷ theirs as a series of its own, paired by round.
 * @param {string} name
 * @param {readonly (number | null)[]} ours
 * @param {readonly (number | null)[]} theirs
 * @returns {Series}
 */
export function ratioSeries(name, ours, theirs) {
  return { name, unit: '×', values: pairedRatios(ours, theirs) };
}

/**
 * Judges a series by its median.
 * @param {string} text
 * @param {Series} series
 * @param {number} atMost
 * @returns {Goal}
 */
export function goalAtMost(text, series, atMost) {
  const middle = median(present(series.values));
  if (Number.isNaN(middle)) return { text, figure: 'not measured', met: null };
  return { text, figure: formatValue(middle, series.unit), met: middle <= atMost };
}

/**
 * A value as a table shows it.
 * @param {number} value
 * @param {Series['unit']} unit
 */
export function formatValue(value, unit) {
  if (Number.isNaN(value)) return '–';
  if (unit === '×') return `${value.toFixed(2)} ×`;
  if (unit === 's') return `${value.toFixed(2)} s`;
  if (unit === 'MB') return `${value.toFixed(0)} MB`;
  if (unit === 'files' || unit === 'frames' || unit === 'tasks') return `${value.toFixed(0)} ${unit}`;
  if (unit === 'files/s') return `${value.toFixed(1)} files/s`;
  return `${value.toFixed(value < 100 ? 2 : 0)} ms`;
}

/**
 * One measurement as lines of text: a table, the goals, the notes.
 * @param {Result} result
 * @returns {string}
 */
export function formatResult(result) {
  const rows = result.series.map(({ name, unit, values }) => {
    const summary = summarize(present(values));
    return [
      name,
      formatValue(summary.median, unit),
      summary.count === 0 ? '' : `${formatValue(summary.min, unit)} – ${formatValue(summary.max, unit)}`,
      `n=${summary.count}`,
    ];
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => (row[column] ?? '').length)));
  const lines = [`${result.name}: ${result.title}`];
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    lines.push(`  ${cells.join('   ')}`);
  }
  for (const goal of result.goals) {
    const verdict = goal.met === null ? 'NOT JUDGED' : goal.met ? 'MET' : 'NOT MET';
    lines.push(`  goal ${verdict}: ${goal.text} (${goal.figure})`);
  }
  for (const note of result.notes) lines.push(`  note: ${note}`);
  return lines.join('\n');
}

/** @param {readonly (number | null)[]} values @returns {number[]} */
function present(values) {
  return values.filter((value) => value !== null);
}
