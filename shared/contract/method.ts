import { z } from 'zod';

/** What one method takes and gives, and whether it changes the archive. */
export interface MethodSpec<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly input: Input;
  readonly output: Output;
  /** True if it appends to the journal (or creates or opens an archive): needs the write lock. */
  readonly writes: boolean;
  /** One line for help and docs. */
  readonly summary: string;
}

/** Declares one method of the contract. */
export const method = <Input extends z.ZodType, Output extends z.ZodType>(
  summary: string,
  writes: boolean,
  input: Input,
  output: Output,
): MethodSpec<Input, Output> => ({ input, output, writes, summary });

/** The input of methods that take nothing. */
export const nothing = z.strictObject({});
/** The input of methods about one thing. */
export const id = z.strictObject({ id: z.string().min(1) });
/** The input of methods about several things of one sort. */
export const ids = z.strictObject({ ids: z.array(z.string().min(1)).min(1) });
