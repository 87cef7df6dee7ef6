import { ReactNodeViewRenderer } from '@tiptap/react';
import {
  MatrixNode,
  MethodNode,
  PageBreakNode,
  ProfileNode,
  SectionNode,
  SourcesNode,
  TimelineNode,
} from './block-nodes.tsx';
import type { NodeLooks } from './composer-nodes.ts';
import { CitationNode, FootnoteNode, InlineQuoteNode, QuoteNode } from './quote-nodes.tsx';

/** What draws the nodes of a briefing on its page. */
export const PAGE_VIEWS: NodeLooks['views'] = {
  quote: ReactNodeViewRenderer(QuoteNode),
  inlineQuote: ReactNodeViewRenderer(InlineQuoteNode),
  citation: ReactNodeViewRenderer(CitationNode),
  footnote: ReactNodeViewRenderer(FootnoteNode),
  section: ReactNodeViewRenderer(SectionNode),
  matrix: ReactNodeViewRenderer(MatrixNode),
  timeline: ReactNodeViewRenderer(TimelineNode),
  profile: ReactNodeViewRenderer(ProfileNode),
  sources: ReactNodeViewRenderer(SourcesNode),
  method: ReactNodeViewRenderer(MethodNode),
  pageBreak: ReactNodeViewRenderer(PageBreakNode),
};
