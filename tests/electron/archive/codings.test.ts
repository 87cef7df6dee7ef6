import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MethodInput } from '../../../shared/contract.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

const TEXT = 'The sheriff declines detainers. The sheriff helps with warrants. The city pays for nothing at all.';

let archive: TempArchive;
let document: string;
let coder: string;
beforeEach(async () => {
  coder = 'First Coder';
  archive = await createTempArchive({ coder: () => coder });
  [document = ''] = await archive.importTexts({ 'a.txt': TEXT });
});
afterEach(() => archive.dispose());

type Codings = NonNullable<MethodInput<'passage.add'>['codings']>;
const mark = (quote: string, codings: Codings = []) =>
  archive.call('passage.add', { documentId: document, quote, codings });

describe('who made a coding', () => {
  const said: Codings = [{ agency: 'Sheriff', stance: '1', voice: 'spokesperson' }];
  const otherwise: Codings = [{ agency: 'Sheriff', stance: '1', voice: 'own-document' }];

  it.each(['passage.code', 'passage.recode'] as const)('is who changed it last, by %s', async (method) => {
    const passage = await mark('The sheriff helps', said);
    coder = 'Second Coder';
    const [same] = await archive.call(method, { ids: [passage.id], codings: said });
    expect(same?.codings).toEqual(passage.codings);
    const [changed] = await archive.call(method, { ids: [passage.id], codings: otherwise });
    expect(changed?.codings).toMatchObject([
      { id: passage.codings[0]?.id, voice: 'own-document', coder: 'Second Coder', codedAt: changed?.updatedAt },
    ]);
  });

  it('is who changed it last, by all the codings of a passage', async () => {
    const passage = await mark('The sheriff helps', [...said, { agency: 'City', stance: '2' }]);
    coder = 'Second Coder';
    const { id } = passage;
    const { codings } = await archive.call('passage.update', {
      id,
      codings: [...otherwise, { agency: 'City', stance: '2' }],
    });
    expect(codings.map((coding) => coding.coder)).toEqual(['Second Coder', 'First Coder']);
    expect(codings[1]).toEqual(passage.codings[1]);
  });
});
