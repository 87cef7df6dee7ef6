import { Tabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { count } from '../../formats.ts';
import { LintPanel } from '../lint/lint-panel.tsx';
import { useLint } from '../lint/use-lint.ts';
import { VersionsPanel } from '../versions/versions-panel.tsx';
import { useComposer } from './composer-context.ts';
import { PassagesPanel } from './passages-panel.tsx';
import styles from './side-panels.module.css';

/** Name of a panel beside the page. */
export type SidePanel = 'passages' | 'check' | 'versions';

interface PanelProps {
  readonly id: SidePanel;
  /** Its heading for those who do not see the tab. */
  readonly name: string;
  readonly children: ReactNode;
}

function Panel({ id, name, children }: PanelProps) {
  return (
    <Tabs.Panel value={id} className={styles.panel ?? ''} tabIndex={-1}>
      <h2 className="visually-hidden">{name}</h2>
      {children}
    </Tabs.Panel>
  );
}

interface TabProps {
  readonly id: SidePanel;
  readonly children: ReactNode;
  /** How many things wait there, and in words; none shows nothing. */
  readonly waiting?: { readonly number: number; readonly words: string };
}

function Tab({ id, children, waiting }: TabProps) {
  return (
    <Tabs.Tab value={id} className={styles.tab ?? ''}>
      {children}
      {waiting !== undefined && waiting.number > 0 && (
        <span className={styles.badge}>
          <span aria-hidden>{waiting.number}</span>
          <span className="visually-hidden">{waiting.words}</span>
        </span>
      )}
    </Tabs.Tab>
  );
}

/** What SidePanels takes. */
export interface SidePanelsProps {
  readonly shown: SidePanel;
  readonly onShow: (panel: SidePanel) => void;
}

/** The panels beside the page: what can be put on it, what may be wrong with it, and what it was. */
export function SidePanels({ shown, onShow }: SidePanelsProps) {
  const { briefingId, flush } = useComposer();
  const lint = useLint();
  return (
    <Tabs.Root
      value={shown}
      onValueChange={(next: SidePanel) => onShow(next)}
      className={styles.panels ?? ''}
      render={<aside aria-label="Beside the page" />}
    >
      <Tabs.List className={styles.tabs ?? ''} aria-label="Beside the page">
        <Tab id="passages">Passages</Tab>
        <Tab id="check" waiting={{ number: lint.findings.length, words: count(lint.findings.length, 'finding') }}>
          Check
        </Tab>
        <Tab id="versions">Versions</Tab>
      </Tabs.List>
      <Panel id="passages" name="Passages">
        <PassagesPanel />
      </Panel>
      <Panel id="check" name="Findings">
        <LintPanel lint={lint} />
      </Panel>
      <Panel id="versions" name="Versions">
        <VersionsPanel briefingId={briefingId} onFlush={flush} />
      </Panel>
    </Tabs.Root>
  );
}
