import { NodeViewContent, NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { ListFilter, RefreshCw, SlidersHorizontal, Trash2 } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { MatrixAttrs, ProfileAttrs, SectionAttrs, TimelineAttrs } from '../../../shared/domain/briefing-body.ts';
import type { ReportBlock } from '../../../shared/domain/report.ts';
import { useArchiveState } from '../../archive-state.ts';
import { Button } from '../../components/button.tsx';
import { count, formatTime } from '../../formats.ts';
import { NodeControl, NodeControls } from './node-controls.tsx';
import styles from './nodes.module.css';
import { usePage, usePageFacts } from './page-facts.ts';
import { queryWords } from './query-words.ts';
import { MatrixBlock, MethodBlock, ProfileBlock, SourcesBlock, TimelineBlock } from './report-blocks.tsx';

interface LiveBlockProps {
  readonly view: ReactNodeViewProps;
  /** What it is: "Matrix". */
  readonly name: string;
  /** What it shows, in words; empty if the name says it. */
  readonly about: string;
  readonly isEditable: boolean;
  readonly children: (block: ReportBlock) => ReactNode;
}

function LiveBlock({ view, name, about, isEditable, children }: LiveBlockProps) {
  const blockId = String(view.node.attrs.blockId);
  const { actions } = usePage();
  const block = usePageFacts((facts) => facts.blocks.get(blockId));
  const failure = usePageFacts((facts) => facts.failure);
  return (
    <NodeViewWrapper
      as="div"
      role="group"
      className={styles.live}
      data-selected={view.selected}
      data-drag-handle=""
      aria-label={about === '' ? name : `${name}: ${about}`}
    >
      <span className={styles.tag} aria-hidden>
        {name}
        {about !== '' && <span> {about}</span>}
      </span>
      {block === undefined ? (
        <p className={styles.waiting}>{failure === null ? `${name}: being put together…` : `${name}: ${failure}`}</p>
      ) : (
        children(block)
      )}
      {view.selected && (
        <NodeControls label={name} onLeave={() => view.editor.commands.focus()}>
          {isEditable && (
            <NodeControl
              label="What it shows"
              icon={<SlidersHorizontal />}
              onPress={() => actions.editBlock(blockId)}
            />
          )}
          <NodeControl
            label={`Remove the ${name.toLowerCase()}`}
            icon={<Trash2 />}
            onPress={() => {
              view.deleteNode();
              view.editor.commands.focus();
            }}
          />
        </NodeControls>
      )}
    </NodeViewWrapper>
  );
}

const SCOPES = { briefing: 'quotes of this briefing', archive: 'the whole archive' } as const;

/** Agencies and their stances. */
export function MatrixNode(view: ReactNodeViewProps) {
  const { columns, scope } = view.node.attrs as MatrixAttrs;
  return (
    <LiveBlock view={view} name="Matrix" about={`agency × ${columns}, ${SCOPES[scope]}`} isEditable>
      {(block) => (block.kind === 'matrix' ? <MatrixBlock block={block} /> : null)}
    </LiveBlock>
  );
}

/** What was said day by day. */
export function TimelineNode(view: ReactNodeViewProps) {
  const { scope } = view.node.attrs as TimelineAttrs;
  return (
    <LiveBlock view={view} name="Timeline" about={SCOPES[scope]} isEditable>
      {(block) => (block.kind === 'timeline' ? <TimelineBlock block={block} /> : null)}
    </LiveBlock>
  );
}

/** One agency's positions. */
export function ProfileNode(view: ReactNodeViewProps) {
  const { agencyId } = view.node.attrs as ProfileAttrs;
  const agency = useArchiveState((state) => state.agenciesById.get(agencyId));
  return (
    <LiveBlock view={view} name="Profile" about={agency?.name ?? 'agency that is gone'} isEditable>
      {(block) => (block.kind === 'profile' ? <ProfileBlock block={block} /> : null)}
    </LiveBlock>
  );
}

/** The list of sources. */
export function SourcesNode(view: ReactNodeViewProps) {
  const report = usePageFacts((facts) => facts.report);
  return (
    <LiveBlock view={view} name="Source list" about="" isEditable={false}>
      {() => (report === null ? null : <SourcesBlock report={report} />)}
    </LiveBlock>
  );
}

/** How the briefing was made. */
export function MethodNode(view: ReactNodeViewProps) {
  return (
    <LiveBlock view={view} name="Method note" about="" isEditable={false}>
      {(block) => (block.kind === 'method' ? <MethodBlock block={block} /> : null)}
    </LiveBlock>
  );
}

/** Where a new page begins. */
export function PageBreakNode({ selected }: ReactNodeViewProps) {
  return (
    <NodeViewWrapper as="div" className={styles.pageBreak} data-selected={selected} data-drag-handle="">
      <span>Page break</span>
    </NodeViewWrapper>
  );
}

/** Blocks that a query filled, in a frame with the query's controls. */
export function SectionNode({ node, selected, editor, deleteNode }: ReactNodeViewProps) {
  const { blockId, filter, filledAt, seen } = node.attrs as SectionAttrs;
  const { actions } = usePage();
  const codebook = useArchiveState((state) => state.codebook);
  const words = useMemo(() => queryWords(filter, codebook), [filter, codebook]);
  const passages = Object.keys(seen).length;
  return (
    <NodeViewWrapper as="section" className={styles.section} data-selected={selected} aria-label={`Section: ${words}`}>
      <div className={styles.sectionHead} contentEditable={false}>
        <span className={styles.query} data-drag-handle="">
          <ListFilter aria-hidden />
          <span className={styles.queryWords}>{words}</span>
        </span>
        <span className={styles.sectionFacts}>
          {filledAt === null ? 'Not filled yet' : `${count(passages, 'passage')}, filled ${formatTime(filledAt)}`}
        </span>
        <span className={styles.sectionTools} role="toolbar" aria-label={`Section ${words}`}>
          <Button size="s" variant="ghost" icon={<SlidersHorizontal />} onClick={() => actions.editBlock(blockId)}>
            Query
          </Button>
          {filledAt === null ? (
            <Button size="s" icon={<ListFilter />} onClick={() => actions.fillSection(blockId)}>
              Fill
            </Button>
          ) : (
            <Button size="s" icon={<RefreshCw />} onClick={() => actions.refreshSection(blockId)}>
              Refresh…
            </Button>
          )}
          <NodeControl
            label="Remove the section with what is in it"
            icon={<Trash2 />}
            onPress={() => {
              deleteNode();
              editor.commands.focus();
            }}
          />
        </span>
      </div>
      <NodeViewContent className={styles.sectionBody ?? ''} />
      {node.childCount === 0 && (
        <p className={styles.waiting} contentEditable={false}>
          {filledAt === null ? 'Fill it with the passages that fit, or write into it.' : 'No passage fits the query.'}
        </p>
      )}
    </NodeViewWrapper>
  );
}
