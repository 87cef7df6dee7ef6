import {
  ArrowLeft,
  ArrowRight,
  BookOpen,
  ChevronDown,
  Columns2,
  Ellipsis,
  Minus,
  Moon,
  PanelLeft,
  PanelRight,
  Plus,
  RotateCw,
  Search,
  SquareDashed,
  WholeWord,
} from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { Version } from '../../shared/domain/document.ts';
import { useArchiveState } from '../archive-state.ts';
import { acceleratorKeys, commandKeys, runCommand } from '../commands.ts';
import { IconButton } from '../components/button.tsx';
import { Menu, type MenuEntry } from '../components/menu.tsx';
import { Select } from '../components/select.tsx';
import { useOuterWidth, useWidth } from '../components/use-width.ts';
import { versionName } from '../formats.ts';

import type { PageColors, Spread, Tool, Zoom } from './document-view.ts';
import { PageBox } from './page-box.tsx';
import styles from './reader-toolbar.module.css';
import { fitGroups, type ToolGroup } from './toolbar-fit.ts';

/** What ReaderToolbar takes. */
export interface ReaderToolbarProps {
  readonly pages: readonly PageInfo[];
  /** Page in sight, 1-based. */
  readonly page: number;
  readonly onPage: (page: number) => void;
  /** Factor of the actual size. */
  readonly zoom: number;
  readonly onZoom: (zoom: Zoom) => void;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  readonly onBack: () => void;
  readonly onForward: () => void;
  readonly isSidebarOpen: boolean;
  readonly onSidebar: () => void;
  readonly onRotate: (step: 1 | -1) => void;
  readonly spread: Spread;
  readonly onSpread: (spread: Spread) => void;
  readonly colors: PageColors;
  readonly onColors: (colors: PageColors) => void;
  readonly tool: Tool;
  readonly onTool: (tool: Tool) => void;
  readonly isSnapping: boolean;
  readonly onSnap: (isSnapping: boolean) => void;
  readonly isFinding: boolean;
  readonly onFind: () => void;
  readonly versions: readonly Version[];
  readonly version: number;
  readonly onVersion: (version: number) => void;
  /** What the text of the page in sight is. */
  readonly quality?: ReactNode;
}

const STEPS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5];
const OFFERED = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

/** The next zoom in or out on the usual scale. */
export function nextZoom(factor: number, direction: 1 | -1): number {
  const next =
    direction === 1
      ? STEPS.find((step) => step > factor + 0.01)
      : [...STEPS].reverse().find((step) => step < factor - 0.01);
  return next ?? factor;
}

/** One group: as buttons where there is room, else as lines of a menu. */
interface Tools extends ToolGroup {
  readonly buttons: ReactNode;
  readonly entries: readonly MenuEntry[];
}

function ZoomMenu({ zoom, onZoom, pages }: Pick<ReaderToolbarProps, 'zoom' | 'onZoom' | 'pages'>) {
  const percent = `${Math.round(zoom * 100)} %`;
  const fits: readonly MenuEntry[] =
    pages.length === 0
      ? []
      : [
          { label: 'Fit width', keys: commandKeys('reader.fitWidth'), run: () => onZoom({ kind: 'fit-width' }) },
          { label: 'Fit page', keys: commandKeys('reader.fitPage'), run: () => onZoom({ kind: 'fit-page' }) },
        ];
  return (
    <Menu
      trigger={
        <button type="button" className={styles.zoom} aria-label={`Zoom: ${percent}`}>
          <span>{percent}</span>
          <ChevronDown aria-hidden />
        </button>
      }
      entries={[
        ...fits,
        {
          label: 'Actual size',
          keys: commandKeys('reader.zoomReset'),
          run: () => onZoom({ kind: 'factor', factor: 1 }),
        },
        { kind: 'separator', id: 'factors' },
        ...OFFERED.map(
          (factor): MenuEntry => ({
            label: `${factor * 100} %`,
            run: () => onZoom({ kind: 'factor', factor }),
          }),
        ),
      ]}
    />
  );
}

function toolsOf(props: ReaderToolbarProps): readonly Tools[] {
  const { pages, zoom, onZoom, versions } = props;
  const hasPages = pages.length > 0;
  const isDouble = props.spread === 'double';
  const isDark = props.colors === 'dark';
  const isArea = props.tool === 'area';
  const tools: Tools[] = [
    {
      id: 'history',
      width: 4.25,
      rank: 6,
      buttons: (
        <div className={styles.group}>
          <IconButton
            label="Back"
            keys={acceleratorKeys('Alt+Left')}
            disabled={!props.canGoBack}
            onClick={props.onBack}
          >
            <ArrowLeft />
          </IconButton>
          <IconButton
            label="Forward"
            keys={acceleratorKeys('Alt+Right')}
            disabled={!props.canGoForward}
            onClick={props.onForward}
          >
            <ArrowRight />
          </IconButton>
        </div>
      ),
      entries: [
        { label: 'Back', keys: acceleratorKeys('Alt+Left'), isDisabled: !props.canGoBack, run: props.onBack },
        { label: 'Forward', keys: acceleratorKeys('Alt+Right'), isDisabled: !props.canGoForward, run: props.onForward },
      ],
    },
    {
      id: 'steps',
      width: 3.75,
      rank: 5,
      buttons: null,
      entries: [
        {
          label: 'Zoom in',
          keys: acceleratorKeys('CmdOrCtrl+Plus'),
          run: () => onZoom({ kind: 'factor', factor: nextZoom(zoom, 1) }),
        },
        {
          label: 'Zoom out',
          keys: acceleratorKeys('CmdOrCtrl+-'),
          run: () => onZoom({ kind: 'factor', factor: nextZoom(zoom, -1) }),
        },
      ],
    },
  ];
  if (hasPages) {
    tools.push({
      id: 'look',
      width: 6.25,
      rank: 2,
      buttons: (
        <div className={styles.group}>
          <IconButton label="Rotate clockwise" keys={commandKeys('reader.rotate')} onClick={() => props.onRotate(1)}>
            <RotateCw />
          </IconButton>
          <IconButton
            label="Two-page spread"
            aria-pressed={isDouble}
            onClick={() => props.onSpread(isDouble ? 'single' : 'double')}
          >
            <BookOpen />
          </IconButton>
          <IconButton
            label="Dark pages"
            aria-pressed={isDark}
            onClick={() => props.onColors(isDark ? 'original' : 'dark')}
          >
            <Moon />
          </IconButton>
        </div>
      ),
      entries: [
        { label: 'Rotate clockwise', keys: commandKeys('reader.rotate'), run: () => props.onRotate(1) },
        { label: 'Rotate counterclockwise', run: () => props.onRotate(-1) },
        {
          kind: 'check',
          label: 'Two-page spread',
          isChecked: isDouble,
          run: (on) => props.onSpread(on ? 'double' : 'single'),
        },
        {
          kind: 'check',
          label: 'Dark pages',
          isChecked: isDark,
          run: (on) => props.onColors(on ? 'dark' : 'original'),
        },
      ],
    });
  }
  tools.push({
    id: 'select',
    width: hasPages ? 4.25 : 2.375,
    rank: 1,
    buttons: (
      <div className={styles.group}>
        {hasPages && (
          <IconButton
            label="Select an area"
            aria-pressed={isArea}
            onClick={() => props.onTool(isArea ? 'text' : 'area')}
          >
            <SquareDashed />
          </IconButton>
        )}
        <IconButton
          label="Select whole words only"
          aria-pressed={props.isSnapping}
          onClick={() => props.onSnap(!props.isSnapping)}
        >
          <WholeWord />
        </IconButton>
      </div>
    ),
    entries: [
      ...(hasPages
        ? [
            {
              kind: 'check',
              label: 'Select an area',
              isChecked: isArea,
              run: (on: boolean) => props.onTool(on ? 'area' : 'text'),
            } as const,
          ]
        : []),
      { kind: 'check', label: 'Select whole words only', isChecked: props.isSnapping, run: props.onSnap },
    ],
  });
  if (versions.length > 1) {
    const newestFirst = [...versions].reverse().map((version) => ({
      value: String(version.number),
      label: versionName(version.number, versions.at(-1)?.number ?? version.number),
    }));
    tools.push({
      id: 'version',
      width: 12,
      rank: 4,
      buttons: (
        <Select
          size="s"
          label="Version"
          value={String(props.version)}
          options={newestFirst}
          onChange={(value) => props.onVersion(Number(value))}
        />
      ),
      entries: newestFirst.map(
        ({ value, label }): MenuEntry => ({
          kind: 'check',
          label,
          isChecked: Number(value) === props.version,
          run: () => props.onVersion(Number(value)),
        }),
      ),
    });
  }
  tools.push({
    id: 'side',
    width: 1.875,
    rank: 3,
    buttons: (
      <IconButton
        label="Open to the side"
        keys={commandKeys('pane.openToSide')}
        onClick={() => runCommand('pane.openToSide')}
      >
        <Columns2 />
      </IconButton>
    ),
    entries: [
      {
        label: 'Open to the side',
        keys: commandKeys('pane.openToSide'),
        run: () => runCommand('pane.openToSide'),
      },
    ],
  });
  return tools;
}

/** What always stays, in rem: sidebar, page field, zoom, find, inspector, and the room between. */
const FIXED_WIDTH = 13.5;
const PAGE_BOX_WIDTH = 9;

/** The tools at the upper edge of the reader; those without room are in a menu. */
export function ReaderToolbar(props: ReaderToolbarProps) {
  const { pages, zoom, onZoom } = props;
  const root = useRef<HTMLDivElement>(null);
  const width = useWidth(root);
  const rem = useArchiveState((state) => (16 * state.settings.textSize) / 100);
  const quality = useRef<HTMLSpanElement>(null);
  // It says more or less, or nothing, page by page.
  const qualityWidth = useOuterWidth(quality);
  const tools = toolsOf(props);
  const fixed: ToolGroup = {
    id: 'fixed',
    width: FIXED_WIDTH + (pages.length > 0 ? PAGE_BOX_WIDTH : 0) + qualityWidth / rem,
    rank: 0,
  };
  const shown = fitGroups([fixed, ...tools], (width ?? 1000) / rem);
  const hidden = tools.filter(({ id }) => !shown.has(id));
  const at = (id: string) => (shown.has(id) ? tools.find((group) => group.id === id)?.buttons : null);
  const entries = hidden.flatMap((group, index): readonly MenuEntry[] =>
    index === 0 ? group.entries : [{ kind: 'separator', id: group.id }, ...group.entries],
  );
  return (
    <div ref={root} role="toolbar" aria-label="Reader" className={styles.toolbar}>
      <IconButton
        label="Thumbnails and outline"
        keys={commandKeys('reader.toggleSidebar')}
        aria-pressed={props.isSidebarOpen}
        onClick={props.onSidebar}
      >
        <PanelLeft />
      </IconButton>
      {at('history')}
      {pages.length > 0 && <PageBox pages={pages} page={props.page} onPage={props.onPage} />}
      <div className={styles.group}>
        {shown.has('steps') && (
          <IconButton
            label="Zoom out"
            keys={acceleratorKeys('CmdOrCtrl+-')}
            onClick={() => onZoom({ kind: 'factor', factor: nextZoom(zoom, -1) })}
          >
            <Minus />
          </IconButton>
        )}
        <ZoomMenu zoom={zoom} onZoom={onZoom} pages={pages} />
        {shown.has('steps') && (
          <IconButton
            label="Zoom in"
            keys={acceleratorKeys('CmdOrCtrl+Plus')}
            onClick={() => onZoom({ kind: 'factor', factor: nextZoom(zoom, 1) })}
          >
            <Plus />
          </IconButton>
        )}
      </div>
      {at('look')}
      {at('select')}
      <div className={styles.space} />
      <span ref={quality} className={styles.group}>
        {props.quality}
      </span>
      {at('version')}
      <div className={styles.group}>
        <IconButton
          label="Find in document"
          keys={acceleratorKeys('CmdOrCtrl+F')}
          aria-pressed={props.isFinding}
          onClick={props.onFind}
        >
          <Search />
        </IconButton>
        {at('side')}
        {entries.length > 0 && (
          <Menu
            align="end"
            entries={entries}
            trigger={
              <IconButton label="More tools" hasTooltip={false} title="More tools">
                <Ellipsis />
              </IconButton>
            }
          />
        )}
        <IconButton
          label="Toggle inspector"
          keys={acceleratorKeys('CmdOrCtrl+Alt+B')}
          onClick={() => runCommand('view.toggleInspector')}
        >
          <PanelRight />
        </IconButton>
      </div>
    </div>
  );
}
