import type { DocumentTab } from '../tabs-state.ts';

/** The reader of one document. `active` is true while its tab is the one shown. */
export function Reader({ tab, active }: { readonly tab: DocumentTab; readonly active: boolean }) {
  return (
    <section aria-label={tab.title} hidden={!active}>
      {tab.title}
    </section>
  );
}
