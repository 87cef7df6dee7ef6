import type { PositionMatrix } from '../../shared/contract.ts';
import type { Agency, Stance } from '../../shared/domain/codebook.ts';

/** One agency's line. */
export interface MatrixRow {
  readonly id: string;
  readonly name: string;
  /** Count by stance, in the order of `stances`. */
  readonly counts: readonly number[];
  readonly total: number;
}

/** What the grid shows: stances as columns, agencies as rows, and the agencies of which nothing is coded. */
export interface MatrixModel {
  readonly stances: readonly Stance[];
  readonly columnTotals: readonly number[];
  readonly rows: readonly MatrixRow[];
  readonly gaps: readonly Agency[];
  /** Highest count of a cell, at least 1. */
  readonly highest: number;
  readonly total: number;
}

/** Completes the matrix with the codebook: every stance is a column, agencies without codings are gaps. */
export function buildMatrix(
  matrix: PositionMatrix,
  agencies: readonly Agency[],
  stances: readonly Stance[],
): MatrixModel {
  const counts = new Map(matrix.cells.map((cell) => [`${cell.agencyId} ${cell.stanceId}`, cell.count]));
  const rows: MatrixRow[] = [];
  const gaps: Agency[] = [];
  for (const agency of [...agencies].sort((a, b) => a.name.localeCompare(b.name))) {
    const row = stances.map((stance) => counts.get(`${agency.id} ${stance.id}`) ?? 0);
    const total = row.reduce((sum, count) => sum + count, 0);
    if (total === 0) gaps.push(agency);
    else rows.push({ id: agency.id, name: agency.name, counts: row, total });
  }
  const columnTotals = stances.map((_, index) => rows.reduce((sum, row) => sum + (row.counts[index] ?? 0), 0));
  return {
    stances,
    columnTotals,
    rows,
    gaps,
    highest: Math.max(1, ...matrix.cells.map((cell) => cell.count)),
    total: columnTotals.reduce((sum, count) => sum + count, 0),
  };
}

/** Strength of a cell's tint in percent: visible for one, full for the highest; grows with the square root. */
export function tintStrength(count: number, highest: number): number {
  return count === 0 ? 0 : Math.round(14 + 34 * Math.sqrt(count / highest));
}

/** True if the partial date lies within the limit: as precise as both are, "2026" is within "2026-03". */
export function isWithin(date: string | null, asOf: string | null): boolean {
  if (asOf === null) return true;
  if (date === null) return false;
  const length = Math.min(date.length, asOf.length);
  return date.slice(0, length) <= asOf.slice(0, length);
}
