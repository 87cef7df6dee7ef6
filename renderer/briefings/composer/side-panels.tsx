import { Tabs } from '@base-ui/react/tabs';
import { type ReactNode, useState } from 'react';
import { count } from '../../formats.ts';
import { LintPanel } from '../lint/lint-panel.tsx';
import { useLint } from '../lint/use-lint.ts';
import { PassagesPanel } from './passages-panel.tsx';
import styles from './side-panels.module.css';

/** Name of a panel beside the page. */
export type SidePanel = 'passages' | 'check' | 'versions';

interface PanelProps {
  readonly id: SidePanel;
  readonly children: ReactNode;
}

function Panel({ id, children }: PanelProps) {
  return (
    <Tabs.Panel value={id} className={styles.panel ?? ''} tabIndex={-1}>
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

/** The panels beside the page: what can be put on it, what may be wrong with it, and what it was. */
export function SidePanels() {
  const [shown, setShown] = useState<SidePanel>('passages');
  const lint = useLint();
  return (
    <Tabs.Root
      value={shown}
      onValueChange={(next: SidePanel) => setShown(next)}
      className={styles.panels ?? ''}
      render={<aside aria-label="Beside the page" />}
    >
      <Tabs.List className={styles.tabs ?? ''} aria-label="Beside the page">
        <Tab id="passages">Passages</Tab>
        <Tab id="check" waiting={{ number: lint.findings.length, words: count(lint.findings.length, 'finding') }}>
          Check
        </Tab>
      </Tabs.List>
      <Panel id="passages">
        <PassagesPanel />
      </Panel>
      <Panel id="check">
        <LintPanel lint={lint} />
      </Panel>
    </Tabs.Root>
  );
}
