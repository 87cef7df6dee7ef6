import type { BlockNode, BriefingBody, InlineNode, ProfileAttrs, QuoteAttrs, TimelineAttrs } from './briefing-body.ts';
import { composeMatrix, positionsOf, type Statement, statementsOf, timelineEntries } from './briefing-positions.ts';
import { compareByDate } from './briefing-sources.ts';
import type { ComposedCoding } from './composed-briefing.ts';
import type { SourceDocument } from './document.ts';
import type { QuoteUse, ReportBlock, ReportInline } from './report.ts';
import { plainText, reportText } from './report-inlines.ts';
import type { PlacingInput } from './report-input.ts';
import { type Gap, gapInPrint, type PlacedUse, UsePlacer } from './report-uses.ts';
import { ROOT_CONTEXT, SectionContext } from './section-context.ts';
import { isIssuedAfter } from './section-plan.ts';
import { topicPath } from './topic-path.ts';

/** A mark in the text at which a note may stand: of a use, or of the author's own. */
export type NoteMark =
  | { readonly kind: 'use'; readonly place: number }
  | { readonly kind: 'own'; readonly useId: string; readonly text: string };

/** What is known once everything is numbered. */
export interface Numbered {
  /** In step with `Layout.placed`. */
  readonly uses: readonly QuoteUse[];
  /** Number of the note at a mark, in step with `Layout.marks`. */
  readonly noteNumbers: readonly (number | null)[];
  /** What the quotes of the briefing say. */
  readonly statements: readonly Statement[];
  /** Number of the source of a statement in the list of sources, or null if it is not in it. */
  readonly sourceNumberOf: (statement: Statement) => number | null;
  readonly method: Extract<ReportBlock, { readonly kind: 'method' }>;
}

/** A body laid out: what it uses in which order, and how it becomes blocks once that is numbered. */
export interface Layout {
  readonly placed: readonly PlacedUse[];
  readonly marks: readonly NoteMark[];
  readonly gaps: readonly Gap[];
  /** Kinds of blocks that are in it. */
  readonly kinds: ReadonlySet<BlockNode['type']>;
  readonly arrange: (numbered: Numbered) => readonly ReportBlock[];
}

/** Follows a body from top to bottom. */
export function layOut(input: PlacingInput, body: BriefingBody): Layout {
  const walk = new LayoutWalk(input);
  const blocks = walk.blocks(body, ROOT_CONTEXT);
  return {
    placed: walk.placed,
    marks: walk.marks,
    gaps: walk.gaps,
    kinds: walk.kinds,
    arrange: (numbered) => blocks(numbered),
  };
}

/** What becomes blocks once everything is numbered. */
type Deferred<Value> = (numbered: Numbered) => Value;

class LayoutWalk {
  readonly placed: PlacedUse[] = [];
  readonly marks: NoteMark[] = [];
  readonly gaps: Gap[] = [];
  readonly kinds = new Set<BlockNode['type']>();
  readonly #input: PlacingInput;
  readonly #placer: UsePlacer;
  /** Passages of which the whole quote stands in a section further up. */
  readonly #shown = new Set<string>();
  #corpus: readonly Statement[] | null = null;

  constructor(input: PlacingInput) {
    this.#input = input;
    this.#placer = new UsePlacer(input);
  }

  blocks(nodes: readonly BlockNode[], context: SectionContext): Deferred<readonly ReportBlock[]> {
    const parts = nodes.map((node, place) => this.#block(node, context, nodes[place + 1]));
    return (numbered) => parts.flatMap((part) => part(numbered));
  }

  #block(node: BlockNode, context: SectionContext, next: BlockNode | undefined): Deferred<readonly ReportBlock[]> {
    this.kinds.add(node.type);
    switch (node.type) {
      case 'heading': {
        const { subheading, stance } = context.enter(
          node.attrs.level,
          plainText(node.content).trim(),
          this.#documentOf(next),
        );
        const content = this.#inlines(node.content, context);
        const level = node.attrs.level <= 1 ? 1 : node.attrs.level === 2 ? 2 : 3;
        return (numbered) => [{ kind: 'heading', level, content: content(numbered), subheading, stance }];
      }
      case 'paragraph': {
        const content = this.#inlines(node.content, context);
        return (numbered) => [{ kind: 'paragraph', content: content(numbered) }];
      }
      case 'bulletList':
      case 'orderedList': {
        const items = node.content.map((item) => this.blocks(item.content, context));
        const start = node.type === 'orderedList' ? (node.attrs?.start ?? 1) : 1;
        const ordered = node.type === 'orderedList';
        return (numbered) => [{ kind: 'list', ordered, start, items: items.map((item) => item(numbered)) }];
      }
      case 'table':
        return this.#table(node, context);
      case 'quote':
        return this.#quote(node.attrs, context);
      case 'section':
        return this.blocks(node.content, new SectionContext(node.attrs.filter, this.#placer.index));
      case 'matrix': {
        const { columns, scope, caption } = node.attrs;
        return (numbered) => [
          composeMatrix(
            scope === 'archive' ? this.#statements() : numbered.statements,
            columns,
            caption,
            this.#placer.index,
          ),
        ];
      }
      case 'timeline': {
        const { attrs } = node;
        return (numbered) => {
          const all = attrs.scope === 'archive' ? this.#statements() : numbered.statements;
          const entries = timelineEntries(this.#wanted(all, attrs), numbered.sourceNumberOf);
          return [{ kind: 'timeline', caption: attrs.caption, entries }];
        };
      }
      case 'profile':
        return this.#profile(node.attrs);
      case 'sources':
        return () => [{ kind: 'sources' }];
      case 'method':
        return ({ method }) => [method];
      case 'pageBreak':
        return () => [{ kind: 'pageBreak' }];
    }
  }

  #table(node: Extract<BlockNode, { type: 'table' }>, context: SectionContext): Deferred<readonly ReportBlock[]> {
    const rows = node.content.map((row) =>
      row.content.map((cell) => ({
        isHead: cell.type === 'tableHeader',
        colspan: cell.attrs?.colspan ?? 1,
        rowspan: cell.attrs?.rowspan ?? 1,
        content: this.blocks(cell.content, context),
      })),
    );
    const hasHead = rows[0]?.every(({ isHead }) => isHead) ?? false;
    return (numbered) => [
      {
        kind: 'table',
        hasHead,
        rows: rows.map((row) => row.map((cell) => ({ ...cell, content: cell.content(numbered) }))),
      },
    ];
  }

  #quote(attrs: QuoteAttrs, context: SectionContext): Deferred<readonly ReportBlock[]> {
    const place = this.#place({ ...attrs, isCitation: false }, context);
    if (typeof place === 'string') return () => [{ kind: 'gap', reason: place }];
    const isBrief = context.isSection && attrs.excerpt === null && this.#shown.has(attrs.passageId);
    if (context.isSection && attrs.excerpt === null) this.#shown.add(attrs.passageId);
    const { showCodings } = attrs;
    return ({ uses }) => uses.slice(place, place + 1).map((use) => ({ kind: 'quote', use, showCodings, isBrief }));
  }

  #inlines(nodes: readonly InlineNode[] | undefined, context: SectionContext): Deferred<readonly ReportInline[]> {
    const parts = (nodes ?? []).map((node) => this.#inline(node, context));
    return (numbered) => parts.flatMap((part) => part(numbered));
  }

  #inline(node: InlineNode, context: SectionContext): Deferred<readonly ReportInline[]> {
    switch (node.type) {
      case 'text':
        return () => [{ kind: 'text', text: reportText(node) }];
      case 'hardBreak':
        return () => [{ kind: 'break' }];
      case 'footnote': {
        const mark = this.marks.push({ kind: 'own', ...node.attrs }) - 1;
        return ({ noteNumbers }) => [{ kind: 'note', number: noteNumbers[mark] ?? 0 }];
      }
      case 'inlineQuote':
      case 'citation': {
        const isCitation = node.type === 'citation';
        const excerpt = node.type === 'inlineQuote' ? node.attrs.excerpt : null;
        const place = this.#place({ ...node.attrs, excerpt, isCitation }, context);
        if (typeof place === 'string') {
          return () => [{ kind: 'text', text: { text: `[${place.replace(/\.$/, '')}]`, italic: true } }];
        }
        const kind = isCitation ? 'citation' : 'quote';
        return ({ uses }) => uses.slice(place, place + 1).map((use) => ({ kind, use }));
      }
    }
  }

  /** The place of a use among all, or why it is not printed. */
  #place(
    use: Pick<PlacedUse, 'useId' | 'excerpt' | 'isCitation'> & {
      readonly passageId: string;
      readonly codings?: readonly ComposedCoding[];
    },
    context: SectionContext,
  ): number | string {
    const found = this.#placer.find(use.passageId);
    if (typeof found === 'string') {
      this.gaps.push({ useId: use.useId, passageId: use.passageId, reason: found });
      return gapInPrint(found);
    }
    const place = this.placed.push({
      ...found,
      useId: this.#placer.takeId(use.useId),
      excerpt: use.excerpt,
      isCitation: use.isCitation,
      codings: use.codings ?? context.codingsOf(found.passage, this.#placer.index),
    });
    this.marks.push({ kind: 'use', place: place - 1 });
    return place - 1;
  }

  #documentOf(node: BlockNode | undefined): SourceDocument | null {
    if (node?.type !== 'quote') return null;
    const found = this.#placer.find(node.attrs.passageId);
    return typeof found === 'string' ? null : found.document;
  }

  /** What all passages of the archive say that may be printed. */
  #statements(): readonly Statement[] {
    if (this.#corpus !== null) return this.#corpus;
    const { corpus, passages, documents, briefing } = this.#input;
    const coded = (corpus ?? passages).flatMap((passage) => {
      const document = documents.get(passage.documentId);
      if (document === undefined || document.trashedAt !== null || passage.internal === 'passage') return [];
      if (isIssuedAfter(document, briefing.asOf)) return [];
      return [{ passage, document, codings: this.#placer.index.resolve(passage.codings) }];
    });
    this.#corpus = statementsOf(coded, briefing.asOf);
    return this.#corpus;
  }

  /** The statements of the agencies and topics that a timeline is limited to. */
  #wanted(statements: readonly Statement[], { agencyIds, topicIds }: TimelineAttrs): readonly Statement[] {
    const { topics } = this.#input.codebook;
    const paths = topics.filter(({ id }) => topicIds.includes(id)).map((topic) => topicPath(topics, topic));
    const isWithin = (topic: string | null): boolean =>
      topic !== null && paths.some((path) => topic === path || topic.startsWith(`${path} / `));
    return statements.filter(
      ({ agency, topic }) =>
        (agencyIds.length === 0 || agencyIds.includes(agency.id)) && (topicIds.length === 0 || isWithin(topic)),
    );
  }

  #profile({ blockId, agencyId, quotes }: ProfileAttrs): Deferred<readonly ReportBlock[]> {
    const agency = this.#placer.index.agencies.get(agencyId);
    if (agency === undefined) {
      return () => [{ kind: 'gap', reason: 'The agency whose profile stood here is no longer in the codebook.' }];
    }
    const own = this.#statements().filter((statement) => statement.agency.id === agencyId);
    const latest = own
      .filter(({ stands }) => stands)
      .sort((a, b) => datedFirst(a) - datedFirst(b) || compareByDate(b, a));
    const chosen = [...new Set(latest.map(({ passage }) => passage))].slice(0, quotes);
    const places = chosen.flatMap((passage) => {
      const codings = this.#placer.index.resolve(passage.codings.filter((coding) => coding.agencyId === agencyId));
      const use = {
        useId: `${blockId}:${passage.id}`,
        passageId: passage.id,
        excerpt: null,
        isCitation: false,
        codings,
      };
      const place = this.#place(use, ROOT_CONTEXT);
      return typeof place === 'string' ? [] : [place];
    });
    const level = agency.level === 'other' ? '' : `${agency.level} agency`;
    const particulars = [agency.jurisdiction, level].filter(Boolean).join(' · ');
    const positions = positionsOf(own, this.#placer.index);
    return ({ uses }) => [
      {
        kind: 'profile',
        agency: agency.name,
        particulars,
        positions,
        quotes: places.flatMap((place) => uses[place] ?? []),
      },
    ];
  }
}

const datedFirst = ({ document }: Statement): number => (document.dateIssued === null ? 1 : 0);
