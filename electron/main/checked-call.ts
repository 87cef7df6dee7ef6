import type { z } from 'zod';
import { ArchiveError, type Result } from '../../shared/errors.ts';

/** Checks the input of a method, calls it and carries what comes of it as a Result. Never rejects. */
export async function checkedCall(
  method: string,
  schema: z.ZodType,
  input: unknown,
  run: (checked: unknown) => Promise<unknown>,
): Promise<Result<unknown>> {
  const checked = schema.safeParse(input);
  if (!checked.success) {
    const where = checked.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`.trim()).join('; ');
    return { ok: false, error: { code: 'invalid-input', message: `${method}: ${where}` } };
  }
  try {
    return { ok: true, value: await run(checked.data) };
  } catch (error) {
    const known = error instanceof ArchiveError ? error : new ArchiveError('io', `${method} failed: ${error}`);
    return { ok: false, error: known.toData() };
  }
}
