import { extname } from 'node:path';
import type { ParsedInput } from '../../shared/contract.ts';
import {
  type DocumentMetadata,
  documentKindSchema,
  instantSchema,
  partialDateSchema,
  sha256Schema,
} from '../../shared/domain/document.ts';
import type { IncomingProject, IncomingSource } from '../../shared/exchange/incoming.ts';
import { SOURCE_VARIABLES } from '../../shared/exchange/refi-project.ts';
import { findAgency } from './codings.ts';
import type { PlannedCodes } from './exchange-codes.ts';
import { nameOf } from './intake.ts';

/** What variables say of a source, by the names that ours have. */
export type Values = Partial<Record<keyof typeof SOURCE_VARIABLES, string>>;

/** A file that a source can be imported from. */
export interface Original {
  /** In the project; null for a text that stands in its description. */
  readonly address: string | null;
  readonly text: string | null;
  readonly fileName: string;
  /** The hash that it must have; null if nobody said one. */
  readonly sha256: string | null;
}

/** The values of our variables, whatever program wrote them. */
export function valuesOf(source: IncomingSource, project: IncomingProject): Values {
  const names = new Map(project.variables.map(([guid, name]) => [guid, name.trim().toLowerCase()]));
  const values: Values = {};
  for (const [guid, value] of source.variables) {
    const name = names.get(guid);
    for (const [key, label] of Object.entries(SOURCE_VARIABLES)) {
      if (label.toLowerCase() === name && isKey(key) && value.trim() !== '') values[key] = value.trim();
    }
  }
  return values;
}

const isKey = (key: string): key is keyof typeof SOURCE_VARIABLES => key in SOURCE_VARIABLES;

/** What sources that are versions of one document share; null for one that is by itself. */
export const documentKeyOf = ({ document }: Values): string | null => document ?? null;

/** The files that a source can be imported from, the best first: the original, then the text. */
export function originalsOf(source: IncomingSource, values: Values): readonly Original[] {
  const sha256 = sha256Schema.safeParse(values.sha256?.toLowerCase()).data ?? null;
  const named = (address: string, hash: string | null): Original => ({
    address,
    text: null,
    fileName: fileNameOf(
      source,
      values,
      hash === null && values.sha256 !== undefined ? undefined : values.fileName,
      address,
    ),
    sha256: hash,
  });
  const originals: Original[] = [];
  if (values.original !== undefined) originals.push(named(`internal://${values.original}`, sha256));
  if (source.path !== null && source.kind !== 'text') originals.push(named(source.path, sha256));
  if (source.richTextPath !== null) originals.push(named(source.richTextPath, sha256));
  if (source.plainTextPath !== null) originals.push(named(source.plainTextPath, null));
  if (source.plainText !== null && source.plainText.trim() !== '') {
    const fileName = fileNameOf(source, values, undefined, '.txt');
    originals.push({ address: null, text: source.plainText, fileName, sha256: null });
  }
  return originals;
}

/** The name that the file had, or that of the source with the ending of its file here. */
function fileNameOf(source: IncomingSource, values: Values, told: string | undefined, address: string): string {
  const said = told === undefined ? '' : nameOf(told).trim();
  if (said !== '') return said;
  const ending = extname(address) || (address.startsWith('.') ? address : '');
  const name =
    titleOf(source, values)
      .replace(/[\\/\p{Cc}]/gu, ' ')
      .trim()
      .slice(0, 120) || 'source';
  return name.toLowerCase().endsWith(ending.toLowerCase()) ? name : `${name}${ending}`;
}

/** The title: versions of ours have their number behind it. */
function titleOf({ name }: IncomingSource, { version }: Values): string {
  return version === undefined ? name : name.replace(new RegExp(` \\(version ${Number(version) || 0}\\)$`), '');
}

/** What is known of a source, in the terms of a document. */
export function metadataOf(
  source: IncomingSource,
  values: Values,
  about: { readonly codes: PlannedCodes; readonly input: ParsedInput<'exchange.import'>; readonly projectName: string },
): Partial<DocumentMetadata> {
  const { codes, input, projectName } = about;
  const title = titleOf(source, values).trim();
  const issuer = values.issuer === undefined ? undefined : findAgency(codes.codebook.agencies, values.issuer);
  const kind = documentKindSchema.safeParse(values.kind).data;
  const dateIssued = partialDateSchema.safeParse(values.dateIssued).data;
  const dateCaptured = instantSchema.or(partialDateSchema).safeParse(values.dateCaptured).data;
  const collection = input.collection ?? values.collection;
  const onWhole = source.uses.flatMap(({ code }) => codes.plan.paths.get(code) ?? []);
  const notes = [
    source.description.trim(),
    values.issuer !== undefined && issuer === undefined ? `Issuer: ${values.issuer}` : '',
    onWhole.length === 0 ? '' : `Codes on the whole source in “${projectName}”: ${onWhole.join('; ')}`,
  ].filter(Boolean);
  return {
    ...(title === '' ? {} : { title }),
    ...(kind === undefined ? {} : { kind }),
    ...(issuer === undefined ? {} : { issuerId: issuer.id }),
    ...(values.author === undefined ? {} : { author: values.author }),
    ...(dateIssued === undefined ? {} : { dateIssued }),
    ...(values.sourceUrl === undefined ? {} : { sourceUrl: values.sourceUrl }),
    ...(dateCaptured === undefined ? {} : { dateCaptured }),
    ...(collection === undefined ? {} : { collection }),
    ...(notes.length === 0 ? {} : { notes: notes.join('\n') }),
  };
}
