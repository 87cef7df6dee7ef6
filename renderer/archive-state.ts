import { create } from 'zustand';
import type { ImportOutcome } from '../shared/contract/outcomes.ts';
import type { FixityProgress } from '../shared/contract/preservation.ts';
import type { RecognitionProgress } from '../shared/contract/recognition.ts';
import type { ArchiveStatus, Broadcast, HistoryStatus, Settings } from '../shared/contract.ts';
import type { Agency, Codebook, Stance, Topic } from '../shared/domain/codebook.ts';
import type { Change } from '../shared/domain/event.ts';
import type { SavedSearch } from '../shared/domain/saved-search.ts';
import type { ArchiveError } from '../shared/errors.ts';
import { call, onBroadcast } from './archive-client.ts';

/** The kinds of thing a change may concern. */
export type Entity = Change['entity'];

/** One import as the window sees it: every outcome so far. */
export interface ImportJob {
  readonly jobId: string;
  readonly done: number;
  readonly total: number;
  readonly current: readonly string[];
  readonly outcomes: readonly ImportOutcome[];
  readonly finished: boolean;
}

/** What the window mirrors of the archive and the settings. Never changed by the window itself. */
export interface ArchiveState {
  /** False until the first answers have arrived. */
  readonly ready: boolean;
  /** Null while no archive is open. */
  readonly status: ArchiveStatus | null;
  readonly codebook: Codebook;
  readonly agenciesById: ReadonlyMap<string, Agency>;
  readonly stancesById: ReadonlyMap<string, Stance>;
  readonly topicsById: ReadonlyMap<string, Topic>;
  /** Searches kept under a name, by name. */
  readonly searches: readonly SavedSearch[];
  readonly settings: Settings;
  readonly history: HistoryStatus;
  /** Imports of this session, oldest first. */
  readonly imports: readonly ImportJob[];
  /** How far the recognition of text has come. */
  readonly recognition: RecognitionProgress;
  /** The fixity check that goes on or went on last; null before the first one. */
  readonly fixity: FixityProgress | null;
  /** Rises with every `changes` broadcast; a view that shows archive data reads again when it does. */
  readonly revision: number;
  /** The same, per kind of thing. */
  readonly revisions: Readonly<Record<Entity, number>>;
  /** Why the first answers did not arrive. */
  readonly failure: ArchiveError | null;
}

const ENTITIES: readonly Entity[] = [
  'archive',
  'document',
  'passage',
  'agency',
  'stance',
  'topic',
  'saved-search',
  'briefing',
];
const EMPTY_CODEBOOK: Codebook = { agencies: [], stances: [], topics: [] };

const NO_RECOGNITION: RecognitionProgress = { state: 'idle', done: 0, total: 0, document: null, page: 0, pages: 0 };

/** The state of a window that has heard nothing yet. */
export const INITIAL_STATE: ArchiveState = {
  ready: false,
  status: null,
  codebook: EMPTY_CODEBOOK,
  agenciesById: new Map(),
  stancesById: new Map(),
  topicsById: new Map(),
  searches: [],
  settings: { theme: 'system', textSize: 100, coder: '', recentArchives: [], layout: {} },
  history: { undo: null, redo: null },
  imports: [],
  fixity: null,
  recognition: NO_RECOGNITION,
  revision: 0,
  revisions: {
    archive: 0,
    document: 0,
    passage: 0,
    agency: 0,
    stance: 0,
    topic: 0,
    'saved-search': 0,
    briefing: 0,
  },
  failure: null,
};

/** Store behind `useArchiveState`; written only by `startArchiveState`. */
export const archiveStore = create<ArchiveState>(() => INITIAL_STATE);

/** Tells archives apart: a copy of an archive has the same id in another folder. Empty while none is open. */
export function archiveKey(status: ArchiveStatus | null): string {
  return status === null ? '' : `${status.info.id} ${status.directory}`;
}

/**
 * Calls the listener whenever another archive is opened or the open one is closed, before anything of it is shown;
 * returns the function that stops it. For what a module remembers of one archive.
 */
export function onArchiveChange(listener: () => void): () => void {
  return archiveStore.subscribe((state, before) => {
    if (archiveKey(state.status) !== archiveKey(before.status)) listener();
  });
}

/** Reads a part of the mirrored state; the component renders again when that part changes. */
export function useArchiveState<T>(selector: (state: ArchiveState) => T): T {
  return archiveStore(selector);
}

type CodebookState = Pick<ArchiveState, 'codebook' | 'agenciesById' | 'stancesById' | 'topicsById'>;

function withCodebook(codebook: Codebook): CodebookState {
  const agencies = [...codebook.agencies].sort((a, b) => a.name.localeCompare(b.name));
  const stances = [...codebook.stances].sort((a, b) => a.order - b.order);
  const topics = [...codebook.topics].sort((a, b) => a.order - b.order);
  return {
    codebook: { agencies, stances, topics },
    agenciesById: new Map(agencies.map((agency) => [agency.id, agency])),
    stancesById: new Map(stances.map((stance) => [stance.id, stance])),
    topicsById: new Map(topics.map((topic) => [topic.id, topic])),
  };
}

function replaceById<T extends { readonly id: string }>(list: readonly T[], id: string, after: T | null): T[] {
  const rest = list.filter((item) => item.id !== id);
  return after === null ? rest : [...rest, after];
}

function applyToCodebook(codebook: Codebook, changes: readonly Change[]): Codebook {
  let { agencies, stances, topics } = codebook;
  for (const change of changes) {
    if (change.entity === 'agency') agencies = replaceById(agencies, change.id, change.after);
    else if (change.entity === 'stance') stances = replaceById(stances, change.id, change.after);
    else if (change.entity === 'topic') topics = replaceById(topics, change.id, change.after);
  }
  return { agencies, stances, topics };
}

function applyToSearches(searches: readonly SavedSearch[], changes: readonly Change[]): readonly SavedSearch[] {
  let next = searches;
  for (const change of changes) {
    if (change.entity === 'saved-search') next = replaceById(next, change.id, change.after);
  }
  return next === searches ? searches : [...next].sort((a, b) => a.name.localeCompare(b.name));
}

function raised(revisions: ArchiveState['revisions'], entities: Iterable<Entity>): ArchiveState['revisions'] {
  const next = { ...revisions };
  for (const entity of entities) next[entity] += 1;
  return next;
}

function isAboutCodebook(change: Change): boolean {
  return change.entity === 'agency' || change.entity === 'stance' || change.entity === 'topic';
}

/** The state after a broadcast. Pure: what `startArchiveState` applies, and what tests check. */
export function reduceBroadcast(state: ArchiveState, broadcast: Broadcast): ArchiveState {
  switch (broadcast.type) {
    case 'archive': {
      const status = broadcast.status;
      const isSame = status !== null && archiveKey(status) === archiveKey(state.status);
      return {
        ...state,
        ...(isSame ? {} : { ...withCodebook(EMPTY_CODEBOOK), searches: [] }),
        status,
        history: status?.history ?? INITIAL_STATE.history,
        recognition: isSame ? state.recognition : NO_RECOGNITION,
        fixity: null,
        // A core that was started again runs no import; one that does reports again at once.
        imports: isSame
          ? state.imports.map((job) => (job.finished ? job : { ...job, finished: true, current: [] }))
          : [],
        revision: state.revision + 1,
        revisions: raised(state.revisions, ENTITIES),
      };
    }
    case 'changes': {
      const renamed = broadcast.changes.find((change) => change.entity === 'archive');
      const status =
        state.status && renamed?.entity === 'archive' && renamed.after
          ? { ...state.status, info: renamed.after }
          : state.status;
      return {
        ...state,
        ...(broadcast.changes.some(isAboutCodebook)
          ? withCodebook(applyToCodebook(state.codebook, broadcast.changes))
          : {}),
        searches: applyToSearches(state.searches, broadcast.changes),
        status,
        history: broadcast.history,
        revision: state.revision + 1,
        revisions: raised(state.revisions, new Set(broadcast.changes.map((change) => change.entity))),
      };
    }
    case 'import': {
      const { outcomes, ...progress } = broadcast.progress;
      const known = state.imports.find((job) => job.jobId === progress.jobId);
      const job = { ...progress, outcomes: [...(known?.outcomes ?? []), ...outcomes] };
      return {
        ...state,
        imports: known
          ? state.imports.map((other) => (other.jobId === job.jobId ? job : other))
          : [...state.imports, job],
      };
    }
    case 'recognition':
      return { ...state, recognition: broadcast.progress };
    case 'fixity':
      return { ...state, fixity: broadcast.progress };
    case 'settings':
      return { ...state, settings: broadcast.settings };
    case 'bag':
    case 'export':
    case 'capture':
    case 'command':
    case 'open-document':
      return state;
  }
}

/** Time over which changes are gathered before the counts are asked for again, in milliseconds. */
const COUNTS_DELAY = 120;

/**
 * Starts to mirror: listens first, then asks for settings, status and codebook. Returns the function
 * that stops it. Failures of the first calls are left in `failure`.
 */
export function startArchiveState(): () => void {
  let isStopped = false;
  let countsTimer: ReturnType<typeof setTimeout> | null = null;
  /** An archive was opened or closed since the first questions: their answers are about the one before. */
  let isOvertaken = false;

  const loadCodebook = async () => {
    const { revisions, status } = archiveStore.getState();
    const stampOf = ({ agency, stance, topic, 'saved-search': search }: ArchiveState['revisions']) =>
      agency + stance + topic + search;
    const [codebook, searches] = await Promise.all([call('codebook.get', {}), call('saved-search.list', {})]);
    const now = archiveStore.getState();
    if (isStopped || archiveKey(now.status) !== archiveKey(status)) return;
    // What was broadcast meanwhile is newer than this answer, or is in it: only a new answer is sure.
    if (stampOf(now.revisions) !== stampOf(revisions)) await loadCodebook();
    else archiveStore.setState({ ...withCodebook(codebook), searches });
  };
  const fail = (error: ArchiveError) => {
    if (!isStopped) archiveStore.setState({ failure: error, ready: true });
  };
  const refreshCounts = () => {
    countsTimer ??= setTimeout(() => {
      countsTimer = null;
      call('archive.status', {}).then((status) => {
        if (isStopped || archiveKey(status) !== archiveKey(archiveStore.getState().status)) return;
        archiveStore.setState({ status });
      }, fail);
    }, COUNTS_DELAY);
  };

  const unsubscribe = onBroadcast((broadcast) => {
    archiveStore.setState((state) => reduceBroadcast(state, broadcast));
    if (broadcast.type === 'changes') refreshCounts();
    if (broadcast.type !== 'archive') return;
    isOvertaken = true;
    if (broadcast.status) loadCodebook().catch(fail);
  });

  const load = async () => {
    const [settings, status] = await Promise.all([call('app.getSettings', {}), call('archive.status', {})]);
    const [codebook, searches] = status
      ? await Promise.all([call('codebook.get', {}), call('saved-search.list', {})])
      : [EMPTY_CODEBOOK, []];
    if (isStopped) return;
    if (isOvertaken) {
      archiveStore.setState({ ready: true, settings });
      return;
    }
    archiveStore.setState({
      ready: true,
      settings,
      status,
      history: status?.history ?? INITIAL_STATE.history,
      ...withCodebook(codebook),
      searches,
    });
  };
  load().catch(fail);

  return () => {
    isStopped = true;
    if (countsTimer) clearTimeout(countsTimer);
    unsubscribe();
    archiveStore.setState(INITIAL_STATE);
  };
}
