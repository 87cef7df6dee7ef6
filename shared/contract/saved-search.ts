import { z } from 'zod';
import { savedSearchSchema } from '../domain/saved-search.ts';
import { id, method, nothing } from './method.ts';

const fields = savedSearchSchema.omit({ id: true, createdAt: true, updatedAt: true });

/** Searches kept under a name. */
export const savedSearchContract = {
  'saved-search.list': method('List the searches kept under a name', false, nothing, z.array(savedSearchSchema)),
  'saved-search.add': method(
    'Keep a search under a name',
    true,
    fields.partial().extend({ name: fields.shape.name }),
    savedSearchSchema,
  ),
  'saved-search.update': method(
    'Change or rename a kept search',
    true,
    z.strictObject({ id: z.string().min(1), ...fields.partial().shape }),
    savedSearchSchema,
  ),
  'saved-search.delete': method('Delete a kept search', true, id, z.null()),
};
