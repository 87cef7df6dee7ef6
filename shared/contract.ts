import { z } from 'zod';
import { annotationsContract } from './contract/annotations.ts';
import { areaContract } from './contract/area.ts';
import { bagContract, bagProgressSchema } from './contract/bag.ts';
import { captureContract, captureProgressSchema } from './contract/capture.ts';
import { citationsContract } from './contract/citations.ts';
import { codingContract, codingInputSchema } from './contract/coding.ts';
import { composerContract, useStateSchema } from './contract/composer.ts';
import { evidenceContract } from './contract/evidence.ts';
import { exchangeContract, exportProgressSchema } from './contract/exchange.ts';
import { importContract, pendingImportSchema } from './contract/import.ts';
import { lintContract } from './contract/lint.ts';
import { id, ids, type MethodSpec, method, nothing } from './contract/method.ts';
import {
  importProgressSchema,
  pageInfoSchema,
  problemSchema,
  quoteCheckSchema,
  textRunSchema,
} from './contract/outcomes.ts';
import { passageViewSchema } from './contract/passage-view.ts';
import { fixityAlarmSchema, fixityProgressSchema, preservationContract } from './contract/preservation.ts';
import { recognitionContract, recognitionProgressSchema } from './contract/recognition.ts';
import { savedSearchContract } from './contract/saved-search.ts';
import { passageGroupingSchema, passageListFields, searchContract } from './contract/search.ts';
import { verifyBriefingContract } from './contract/verify-briefing.ts';
import { versionsContract } from './contract/versions.ts';
import { settingsSchema, windowContract } from './contract/window.ts';
import { briefingSchema, passageFilterSchema } from './domain/briefing.ts';
import { briefingBodySchema } from './domain/briefing-body.ts';
import { agencyLevelSchema, agencySchema, codebookSchema, stanceSchema } from './domain/codebook.ts';
import {
  documentKindSchema,
  documentMetadataSchema,
  documentSchema,
  formatSchema,
  partialDateSchema,
  sha256Schema,
  versionSchema,
  withdrawalSchema,
} from './domain/document.ts';
import { archiveInfoSchema, changeSchema } from './domain/event.ts';
import { areaSchema, spanSchema } from './domain/passage.ts';
import type { Report } from './domain/report.ts';
import { INTERNALS, REVIEW_STATES, VOICES } from './domain/vocabulary.ts';

/** With `seq`, refused unless the change of that seq is the one that comes next. */
const historyStep = z.strictObject({ seq: z.number().int().positive().optional() });

/** Can be undone and redone: what, in words. */
const historyStatusSchema = z.strictObject({ undo: z.string().nullable(), redo: z.string().nullable() });

/** State of the open archive for the frame of the window and for `archive show`. */
export const archiveStatusSchema = z.strictObject({
  info: archiveInfoSchema,
  /** Folder on this machine. Never stored in the archive. */
  directory: z.string(),
  readOnly: z.boolean(),
  counts: z.strictObject({
    documents: z.number().int(),
    passages: z.number().int(),
    agencies: z.number().int(),
    briefings: z.number().int(),
    events: z.number().int(),
  }),
  problems: z.array(problemSchema),
  /** Preserved objects that fail fixity and have not been dealt with. */
  alarms: z.array(fixityAlarmSchema),
  history: historyStatusSchema,
  /** Imports that were cut off and can go on. */
  pendingImports: z.array(pendingImportSchema),
});

/** One row of the Documents view. */
export const documentSummarySchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  kind: documentKindSchema,
  issuerId: z.string().nullable(),
  author: z.string().nullable(),
  dateIssued: z.string().nullable(),
  collection: z.string().nullable(),
  addedAt: z.string(),
  trashedAt: z.string().nullable(),
  /** Of the newest version. */
  format: formatSchema,
  fileName: z.string(),
  byteLength: z.number().int(),
  sha256: sha256Schema,
  pageCount: z.number().int().nullable(),
  versionCount: z.number().int(),
  /** What became of the statement, or null while it stands. */
  withdrawal: withdrawalSchema.nullable(),
  passageCount: z.number().int(),
});

/** What the reader needs to show one version. */
export const documentContentSchema = z.strictObject({
  document: documentSchema,
  version: versionSchema,
  /** Empty where the format has no pages. */
  pages: z.array(pageInfoSchema),
  /**
   * Sanitised HTML body for formats that have no pages, else null. Every text node lies alone in a
   * <span data-start="N"> and equals the canonical text from N on.
   */
  rendition: z.string().nullable(),
  /** The PDF that shows the pages of a picture, at pages.pdf beside the original; absent where the original is shown. */
  pagesPdf: z.strictObject({ byteLength: z.number().int().positive() }).optional(),
});

/** Passages under one heading. A passage coded for two agencies stands under both. */
export const passageGroupSchema = z.strictObject({
  /** Id of the document, agency or stance; empty for passages without a coding. */
  key: z.string(),
  /** Title of the document; null where agencies or stances group. */
  title: z.string().nullable(),
  ids: z.array(z.string()),
});

/** agency × stance counts of codings. */
export const positionMatrixSchema = z.strictObject({
  agencies: z.array(z.strictObject({ id: z.string(), name: z.string(), total: z.number().int() })),
  stances: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      letter: z.string(),
      color: z.string(),
      total: z.number().int(),
    }),
  ),
  /** Non-zero cells only. */
  cells: z.array(z.strictObject({ agencyId: z.string(), stanceId: z.string(), count: z.number().int().positive() })),
});

const filterInput = passageFilterSchema.partial();

const agencyFields = z.strictObject({
  name: z.string().trim().min(1),
  aliases: z.array(z.string().trim().min(1)).optional(),
  jurisdiction: z.string().optional(),
  level: agencyLevelSchema.optional(),
  parentId: z.string().nullable().optional(),
  notes: z.string().optional(),
});
const stanceFields = stanceSchema
  .omit({ id: true })
  .partial()
  .extend({ name: z.string().trim().min(1) });
const briefingFields = briefingSchema
  .omit({
    id: true,
    createdAt: true,
    updatedAt: true,
    filter: true,
    isTemplate: true,
    versionOf: true,
    dismissedFindings: true,
  })
  .partial()
  .extend({
    filter: filterInput.optional(),
  });

/**
 * Every method of an archive, declared once: the core satisfies it, the window's proxy offers it, the
 * command line and its help are made from it.
 */
export const archiveContract = {
  'archive.create': method(
    'Create an archive in an empty or new folder and open it',
    true,
    z.strictObject({ directory: z.string().min(1), title: z.string().trim().min(1) }),
    archiveStatusSchema,
  ),
  'archive.open': method(
    'Open the archive in a folder',
    true,
    z.strictObject({ directory: z.string().min(1), readOnly: z.boolean().optional() }),
    archiveStatusSchema,
  ),
  'archive.close': method('Close the open archive', false, nothing, z.null()),
  'archive.status': method(
    'Show the open archive: title, counts, problems',
    false,
    nothing,
    archiveStatusSchema.nullable(),
  ),
  'archive.rename': method(
    'Change the title of the archive',
    true,
    z.strictObject({ title: z.string().trim().min(1) }),
    archiveInfoSchema,
  ),
  'archive.verify': method(
    'Check the journal chain, every original and every state file; name each fault',
    true,
    nothing,
    z.strictObject({
      ok: z.boolean(),
      events: z.number().int(),
      originals: z.number().int(),
      passages: z.number().int(),
      problems: z.array(problemSchema),
    }),
  ),

  ...importContract,
  'collection.list': method(
    'Count the documents of each collection and those in the trash',
    false,
    nothing,
    z.strictObject({
      /** Documents that name exactly this collection; null for those that name none. */
      collections: z.array(z.strictObject({ collection: z.string().nullable(), count: z.number().int() })),
      trashed: z.number().int(),
    }),
  ),
  'document.list': method(
    'List documents',
    false,
    z.strictObject({
      collection: z.string().optional(),
      kind: documentKindSchema.optional(),
      issuerId: z.string().optional(),
      trashed: z.boolean().optional(),
      /** Beside what is named above: what the document, or one of its passages, must be like. */
      filter: filterInput.optional(),
      sort: z.enum(['title', 'dateIssued', 'addedAt', 'kind']).optional(),
      descending: z.boolean().optional(),
      limit: z.number().int().positive().optional(),
      offset: z.number().int().nonnegative().optional(),
    }),
    z.array(documentSummarySchema),
  ),
  'document.get': method('Show a document: metadata, versions, provenance', false, id, documentSchema),
  'document.content': method(
    'What the reader needs to show a version',
    false,
    z.strictObject({ id: z.string().min(1), version: z.number().int().positive().optional() }),
    documentContentSchema,
  ),
  'document.textRuns': method(
    'Where the text stands on the given pages of a PDF',
    false,
    z.strictObject({
      id: z.string().min(1),
      version: z.number().int().positive().optional(),
      firstPage: z.number().int().positive(),
      lastPage: z.number().int().positive(),
    }),
    z.array(z.strictObject({ page: z.number().int(), runs: z.array(textRunSchema) })),
  ),
  'document.text': method(
    'The canonical text of a version, exactly',
    false,
    z.strictObject({ id: z.string().min(1), version: z.number().int().positive().optional() }),
    z.string(),
  ),
  'document.update': method(
    'Change the metadata of a document',
    true,
    z.strictObject({ id: z.string().min(1), ...documentMetadataSchema.partial().shape }),
    documentSchema,
  ),
  'document.trash': method('Move documents and their passages to the trash', true, ids, z.array(documentSchema)),
  'document.restore': method('Take documents out of the trash', true, ids, z.array(documentSchema)),

  ...versionsContract,
  ...searchContract,
  ...codingContract,
  ...savedSearchContract,

  'passage.add': method(
    'Mark a passage by its place or its words, with or without a coding',
    true,
    z.strictObject({
      documentId: z.string().min(1),
      version: z.number().int().positive().optional(),
      start: z.number().int().nonnegative().optional(),
      end: z.number().int().positive().optional(),
      /** Hash of the text that start and end are places in; refused if the text of the version is another by now. */
      textSha256: sha256Schema.optional(),
      /** Words to find; refused with the places listed if they occur more than once. */
      quote: z.string().min(1).optional(),
      /** Several pieces, in any order; instead of start, end and quote. */
      spans: z.array(spanSchema).min(1).optional(),
      /** A rectangle of a page; instead of all these. Its words are found by themselves. */
      area: areaSchema.extend({ recognised: areaSchema.shape.recognised.optional() }).optional(),
      codings: z.array(codingInputSchema).optional(),
      note: z.string().optional(),
      review: z.enum(REVIEW_STATES).optional(),
    }),
    passageViewSchema,
  ),
  'passage.update': method(
    "Change a passage's note, put its codings in place of those it has, or keep it or its note in the house",
    true,
    z.strictObject({
      id: z.string().min(1),
      note: z.string().optional(),
      codings: z.array(codingInputSchema).optional(),
      /** Work product: its note, or all of it, is in no export; null takes that off. */
      internal: z.enum(INTERNALS).nullable().optional(),
    }),
    passageViewSchema,
  ),
  'passage.code': method(
    'Add codings to passages; a coding that a passage has already is not added twice',
    true,
    z.strictObject({ ids: z.array(z.string().min(1)).min(1), codings: z.array(codingInputSchema).min(1) }),
    z.array(passageViewSchema),
  ),
  'passage.uncode': method(
    'Take codings off a passage',
    true,
    z.strictObject({ id: z.string().min(1), codingIds: z.array(z.string().min(1)).min(1) }),
    passageViewSchema,
  ),
  'passage.recode': method(
    'Put codings in place of all those that passages have',
    true,
    z.strictObject({ ids: z.array(z.string().min(1)).min(1), codings: z.array(codingInputSchema) }),
    z.array(passageViewSchema),
  ),
  'passage.delete': method(
    'Delete passages',
    true,
    z.strictObject({ ids: z.array(z.string().min(1)).min(1) }),
    z.null(),
  ),
  'passage.get': method('Show a passage', false, id, passageViewSchema),
  'passage.list': method(
    'List passages in reading order of their documents',
    false,
    z.strictObject({
      ...filterInput.shape,
      /** Only these, as far as they exist. */
      ids: z.array(z.string().min(1)).optional(),
      /** Only those that moved in the newest version or are lost in it, while nobody has decided on them. */
      needsReview: z.boolean().optional(),
      ...passageListFields,
      limit: z.number().int().positive().optional(),
      offset: z.number().int().nonnegative().optional(),
    }),
    z.strictObject({ total: z.number().int(), passages: z.array(passageViewSchema) }),
  ),
  'passage.outline': method(
    'Name the passages in the order of passage list, grouped: their ids alone, for lists too long to read whole',
    false,
    z.strictObject({
      ...filterInput.shape,
      /** Only these, as far as they exist. */
      ids: z.array(z.string().min(1)).optional(),
      /** Only those that moved in the newest version or are lost in it, while nobody has decided on them. */
      needsReview: z.boolean().optional(),
      ...passageListFields,
      groupBy: passageGroupingSchema.optional(),
    }),
    z.strictObject({
      /** Passages; those that stand in several groups count once. */
      total: z.number().int(),
      /** Documents in the order of the list; other groups in no order, or in that of the sorting asked for. */
      groups: z.array(passageGroupSchema),
      /** How the query was understood if not as it was typed, in a sentence. */
      fallback: z.string().optional(),
    }),
  ),
  'passage.verify': method(
    'Check quotes against the preserved text',
    false,
    z.strictObject({ ids: z.array(z.string().min(1)).optional() }),
    z.array(z.strictObject({ id: z.string(), check: quoteCheckSchema })),
  ),

  'codebook.get': method('Show agencies, stances and topics with their definitions', false, nothing, codebookSchema),
  'agency.add': method('Add an agency', true, agencyFields, agencySchema),
  'agency.update': method(
    'Change an agency',
    true,
    z.strictObject({ id: z.string().min(1), ...agencyFields.partial().shape }),
    agencySchema,
  ),
  'agency.merge': method(
    'Merge one agency into another, which takes over its codings, documents, name and aliases',
    true,
    z.strictObject({ from: z.string().min(1), into: z.string().min(1) }),
    agencySchema,
  ),
  'agency.delete': method('Delete an agency; its codings go, passages stay', true, id, z.null()),
  'stance.add': method('Add a stance', true, stanceFields, stanceSchema),
  'stance.update': method(
    'Change a stance',
    true,
    z.strictObject({ id: z.string().min(1), ...stanceFields.partial().shape }),
    stanceSchema,
  ),
  'stance.delete': method('Delete a stance; its codings go, passages stay', true, id, z.null()),

  'position.matrix': method(
    'Count codings by agency and stance',
    false,
    z.strictObject({
      asOf: partialDateSchema.optional(),
      collection: z.string().optional(),
      /** Only codings with one of these; all codings, also those that do not say whose words they are, if not given. */
      voices: z.array(z.enum(VOICES)).optional(),
    }),
    positionMatrixSchema,
  ),

  'briefing.create': method(
    'Create a briefing',
    true,
    briefingFields.extend({
      title: z.string().trim().min(1),
      /** Name or id of a template, as `briefing.templates` gives it. */
      template: z.string().min(1).optional(),
    }),
    briefingSchema,
  ),
  'briefing.list': method(
    'List briefings',
    false,
    /** `all`: templates and kept states as well. */
    z.strictObject({ all: z.boolean().optional() }),
    z.array(briefingSchema),
  ),
  'briefing.get': method('Show a briefing', false, id, briefingSchema),
  'briefing.update': method(
    'Change a briefing',
    true,
    z.strictObject({
      id: z.string().min(1),
      ...briefingFields.shape,
      /** Null: it arranges itself again. */
      body: briefingBodySchema.nullable().optional(),
    }),
    briefingSchema,
  ),
  'briefing.delete': method('Delete a briefing', true, id, z.null()),
  'briefing.preview': method(
    'The briefing as the HTML exporter writes it, with the check of its quotes',
    false,
    z.strictObject({
      id: z.string().min(1),
      /** Reads no more of the filter's passages than so many: a look at a briefing too large to show whole. */
      limit: z.number().int().positive().optional(),
      /** What the editor holds and has not saved yet, in place of what is stored. */
      body: briefingBodySchema.optional(),
      /** Id of a citation style, in place of the one stored. */
      citationStyle: z.string().min(1).optional(),
    }),
    z.strictObject({
      html: z.string(),
      /** Passages in the order of the briefing. */
      passages: z.array(z.strictObject({ id: z.string(), number: z.number().int(), check: quoteCheckSchema })),
      /** Every use of a passage, those that are not printed as well. */
      uses: z.array(useStateSchema),
      /** What the exporters arrange: what the blocks of the page show. */
      report: z.custom<Report>(),
    }),
  ),
  'briefing.export': method(
    'Verify every quote, then write the briefing to a .docx, .pdf, .html or .md file',
    true,
    z.strictObject({
      id: z.string().min(1),
      to: z.string().min(1),
      /** Refuse to write if a quote is neither exact nor normalised. */
      strict: z.boolean().optional(),
      /** By which it can be stopped, and under which its progress is told. */
      jobId: z.string().min(1).optional(),
    }),
    z.strictObject({
      file: z.string(),
      byteLength: z.number().int(),
      quotes: z.number().int(),
      /** Uses of quotes that are neither exact nor normalised, or abridged otherwise than marked; the file marks them. */
      flagged: z.array(
        z.strictObject({
          passageId: z.string(),
          useId: z.string(),
          quote: z.string(),
          check: quoteCheckSchema,
          /** Why the words printed are no faithful abridgement of the quote, or null. */
          fault: z.string().nullable(),
        }),
      ),
    }),
  ),

  'history.undo': method('Undo the last change', true, historyStep, historyStatusSchema),
  'history.redo': method('Redo what was undone', true, historyStep, historyStatusSchema),
  ...preservationContract,
  ...bagContract,
  ...recognitionContract,
  ...annotationsContract,
  ...areaContract,
  ...captureContract,
  ...composerContract,
  ...citationsContract,
  ...lintContract,
  ...verifyBriefingContract,
  ...evidenceContract,
  ...exchangeContract,
} as const satisfies Record<string, MethodSpec>;

/** Methods that only the desktop host answers: dialogs, settings, the file manager. */
export const desktopContract = {
  ...windowContract,
  'app.openSample': method(
    'Copy the sample archive to the user folder if needed and open it',
    true,
    nothing,
    archiveStatusSchema,
  ),
  'app.chooseFiles': method(
    'Ask for documents to import, a table of them, or a file of another kind',
    false,
    z.strictObject({
      purpose: z.enum(['documents', 'table', 'bag', 'citation-style', 'exchange', 'briefing']).optional(),
    }),
    z.array(z.string()),
  ),
  'app.chooseFolder': method(
    'Ask for a folder',
    false,
    z.strictObject({ purpose: z.enum(['import', 'open-archive', 'new-archive', 'restore', 'bag']) }),
    z.string().nullable(),
  ),
  'app.chooseSavePath': method(
    'Ask where to save an export',
    false,
    /** `bag` is a folder, whose name gets no extension. */
    z.strictObject({
      suggestedName: z.string().min(1),
      extension: z.enum([
        ...(['docx', 'html', 'md', 'pdf', 'xml', 'csv', 'zip', 'bag'] as const),
        ...(['xlsx', 'jsonld', 'qdpx', 'qdc', 'ris', 'json'] as const),
      ]),
      /** Of the dialog; what the ending says if absent. */
      title: z.string().min(1).optional(),
    }),
    z.string().nullable(),
  ),
  'app.saveCopy': method(
    'Ask for a place and copy a preserved file there; the path, or null if none was chosen',
    false,
    z.strictObject({ sha256: sha256Schema, suggestedName: z.string().min(1) }),
    z.string().nullable(),
  ),
  'app.reveal': method(
    'Show the archive, an original or an exported file in the file manager',
    false,
    z.discriminatedUnion('what', [
      z.strictObject({ what: z.literal('archive') }),
      z.strictObject({ what: z.literal('original'), sha256: sha256Schema }),
      z.strictObject({ what: z.literal('export'), path: z.string().min(1) }),
    ]),
    z.null(),
  ),
} as const satisfies Record<string, MethodSpec>;

/** What every host broadcasts after something happened. The only way state changes reach a window. */
export const broadcastSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('archive'), status: archiveStatusSchema.nullable() }),
  z.strictObject({
    type: z.literal('changes'),
    seq: z.number().int(),
    eventType: z.string(),
    label: z.string(),
    changes: z.array(changeSchema),
    history: historyStatusSchema,
  }),
  z.strictObject({ type: z.literal('import'), progress: importProgressSchema }),
  z.strictObject({ type: z.literal('recognition'), progress: recognitionProgressSchema }),
  z.strictObject({ type: z.literal('fixity'), progress: fixityProgressSchema }),
  z.strictObject({ type: z.literal('bag'), progress: bagProgressSchema }),
  z.strictObject({ type: z.literal('export'), progress: exportProgressSchema }),
  z.strictObject({ type: z.literal('capture'), progress: captureProgressSchema }),
  z.strictObject({ type: z.literal('settings'), settings: settingsSchema }),
  /** A menu item was chosen; the id is of shared/commands.ts. */
  z.strictObject({ type: z.literal('command'), command: z.string() }),
  /** Files were handed to the app from outside (second instance, Open With); paths to import. */
  z.strictObject({ type: z.literal('open-document'), documentId: z.string() }),
]);

type Contract = typeof archiveContract & typeof desktopContract;
export type ArchiveMethod = keyof typeof archiveContract;
export type DesktopMethod = keyof typeof desktopContract;
export type Method = keyof Contract;
/** What a caller passes. */
export type MethodInput<M extends Method> = z.input<Contract[M]['input']>;
/** What the door hands on after validation. */
export type ParsedInput<M extends Method> = z.output<Contract[M]['input']>;
export type MethodOutput<M extends Method> = z.output<Contract[M]['output']>;
/** The shape that `electron/archive` satisfies. */
export type ArchiveMethods = { readonly [M in ArchiveMethod]: (input: ParsedInput<M>) => Promise<MethodOutput<M>> };
export type DesktopMethods = { readonly [M in DesktopMethod]: (input: ParsedInput<M>) => Promise<MethodOutput<M>> };

export type ArchiveStatus = z.infer<typeof archiveStatusSchema>;
export type HistoryStatus = z.infer<typeof historyStatusSchema>;
export type DocumentSummary = z.infer<typeof documentSummarySchema>;
export type DocumentContent = z.infer<typeof documentContentSchema>;
export type PassageView = z.infer<typeof passageViewSchema>;
export type PassageGroup = z.infer<typeof passageGroupSchema>;
export type PositionMatrix = z.infer<typeof positionMatrixSchema>;
export type Settings = z.infer<typeof settingsSchema>;
export type Broadcast = z.infer<typeof broadcastSchema>;
