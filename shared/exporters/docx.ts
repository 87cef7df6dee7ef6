import { Document, Packer, Paragraph } from 'docx';
import type { ComposedBriefing } from '../domain/compose-briefing.ts';

/** Writes a briefing as a Word document. */
export async function writeBriefingDocx(briefing: ComposedBriefing): Promise<Uint8Array> {
  const document = new Document({ sections: [{ children: [new Paragraph({ text: briefing.title })] }] });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}
