import type { BagFault, BagFaultCode, BagWarning, BagWarningCode } from '../../../shared/contract/bag.ts';

/** Findings of one sort that are told one by one; a hostile bag could hold millions. */
const MOST_OF_A_SORT = 10_000;

/** Gathers what a check finds. */
export class Findings {
  readonly #faults: BagFault[] = [];
  readonly #warnings: BagWarning[] = [];
  readonly #counts = new Map<string, number>();

  /** Notes what makes the bag invalid. */
  fault(code: BagFaultCode, path: string | null, message: string, line?: number): void {
    if (this.#isFull(`fault ${code}`)) return;
    this.#faults.push({ code, path, message, ...(line === undefined ? {} : { line }) });
  }

  /** Notes what is allowed, but may make trouble. */
  warn(code: BagWarningCode, path: string | null, message: string, line?: number): void {
    if (this.#isFull(`warning ${code}`)) return;
    this.#warnings.push({ code, path, message, ...(line === undefined ? {} : { line }) });
  }

  /** A fault where the rules of version 1.0 hold, else a warning. */
  faultOrWarn(
    isFault: boolean,
    code: BagFaultCode & BagWarningCode,
    path: string,
    message: string,
    line?: number,
  ): void {
    if (isFault) this.fault(code, path, message, line);
    else this.warn(code, path, message, line);
  }

  /** Takes over what was found elsewhere. */
  add(faults: readonly BagFault[], warnings: readonly BagWarning[]): void {
    for (const { code, path, message, line } of faults) this.fault(code, path, message, line);
    for (const { code, path, message, line } of warnings) this.warn(code, path, message, line);
  }

  get faults(): BagFault[] {
    return [...this.#faults, ...this.#more('fault')].map(({ code, ...rest }) => ({ code, ...rest }));
  }

  get warnings(): BagWarning[] {
    return [...this.#warnings];
  }

  #isFull(sort: string): boolean {
    const count = (this.#counts.get(sort) ?? 0) + 1;
    this.#counts.set(sort, count);
    return count > MOST_OF_A_SORT;
  }

  /** One line for all that was left out of each sort of fault. */
  #more(sort: 'fault'): BagFault[] {
    const more: BagFault[] = [];
    for (const { code } of new Map(this.#faults.map((fault) => [fault.code, fault])).values()) {
      const left = (this.#counts.get(`${sort} ${code}`) ?? 0) - MOST_OF_A_SORT;
      if (left > 0) more.push({ code, path: null, message: `${left} more faults of this sort are not listed.` });
    }
    return more;
  }
}
