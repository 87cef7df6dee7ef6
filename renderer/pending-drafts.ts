import { create } from 'zustand';
import { errorMessage } from './components/toast.tsx';

/** Typed words that are not in the archive yet. */
export interface PendingDraft {
  /** Names the field in messages. */
  readonly label: string;
  /** Tab in which it is typed; null outside of tabs. */
  readonly tabId: string | null;
  /** True if it is saved only when it is finished: nothing is under way before. */
  readonly isEntry: boolean;
  /** Saves what waits; resolves when all is saved, rejects with the reason if it was refused. */
  readonly flush: () => Promise<void>;
}

/** A draft that was refused, and why. */
export interface UnsavedDraft {
  readonly label: string;
  readonly reason: string;
}

interface PendingState {
  readonly waiting: ReadonlySet<PendingDraft>;
  /** Those of `waiting` whose last attempt was refused. */
  readonly refused: ReadonlyMap<PendingDraft, string>;
}

/** Store behind the registry: what waits to be saved, and what was refused. */
export const pendingDraftsStore = create<PendingState>(() => ({ waiting: new Set(), refused: new Map() }));

/** Notes that a draft waits to be saved; with `reason` that its last attempt was refused. */
export function holdDraft(draft: PendingDraft, reason: string | null = null): void {
  pendingDraftsStore.setState(({ waiting, refused }) => {
    if (waiting.has(draft) && (refused.get(draft) ?? null) === reason) return {};
    const next = new Map(refused);
    if (reason === null) next.delete(draft);
    else next.set(draft, reason);
    return { waiting: new Set(waiting).add(draft), refused: next };
  });
}

/** Notes that a draft is saved or given up. */
export function releaseDraft(draft: PendingDraft): void {
  pendingDraftsStore.setState(({ waiting, refused }) => {
    if (!waiting.has(draft)) return {};
    const left = new Map(refused);
    left.delete(draft);
    return { waiting: new Set([...waiting].filter((other) => other !== draft)), refused: left };
  });
}

/** What waits in a tab, or in the whole window if none is named. */
export function waitingDrafts(tabId?: string): readonly PendingDraft[] {
  const all = [...pendingDraftsStore.getState().waiting];
  return tabId === undefined ? all : all.filter((draft) => draft.tabId === tabId);
}

/** Saves everything that waits in a tab, or in the whole window; resolves to what was refused. Never rejects. */
export async function flushAll(tabId?: string): Promise<readonly UnsavedDraft[]> {
  const results = await Promise.all(
    waitingDrafts(tabId).map((draft) =>
      draft.flush().then(
        () => null,
        (reason: unknown) => ({ label: draft.label, reason: errorMessage(reason) }),
      ),
    ),
  );
  return results.filter((one) => one !== null);
}
