import {
  Archive,
  FileText,
  type LucideIcon,
  PackageCheck,
  Quote,
  RotateCcw,
  ScrollText,
  ShieldCheck,
  Tags,
} from 'lucide-react';
import { EVENT_TYPES } from '../../shared/domain/vocabulary.ts';

type EventType = (typeof EVENT_TYPES)[number];

/** What events are about, as a person parts them. */
export type EventKind =
  | 'documents'
  | 'passages'
  | 'codebook'
  | 'briefings'
  | 'fixity'
  | 'exchange'
  | 'archive'
  | 'undo';

const KIND_OF: Readonly<Record<string, EventKind>> = {
  document: 'documents',
  passage: 'passages',
  agency: 'codebook',
  stance: 'codebook',
  briefing: 'briefings',
  fixity: 'fixity',
  bag: 'exchange',
  history: 'undo',
};

/** The kinds in the order of the filter. */
export const EVENT_KINDS: readonly {
  readonly kind: EventKind;
  readonly label: string;
  readonly icon: LucideIcon;
}[] = [
  { kind: 'documents', label: 'Documents', icon: FileText },
  { kind: 'passages', label: 'Passages', icon: Quote },
  { kind: 'codebook', label: 'Codebook', icon: Tags },
  { kind: 'briefings', label: 'Briefings', icon: ScrollText },
  { kind: 'fixity', label: 'Fixity', icon: ShieldCheck },
  { kind: 'exchange', label: 'Bags', icon: PackageCheck },
  { kind: 'archive', label: 'Archive', icon: Archive },
  { kind: 'undo', label: 'Undo and redo', icon: RotateCcw },
];

/** What an event is about. */
export function kindOf(type: EventType): EventKind {
  return KIND_OF[type.split('.')[0] ?? ''] ?? 'archive';
}

/** The event types of some kinds. */
export function typesOf(kinds: readonly EventKind[]): EventType[] {
  return EVENT_TYPES.filter((type) => kinds.includes(kindOf(type)));
}
