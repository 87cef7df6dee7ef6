import { useState } from 'react';
import type { SourceDocument } from '../../shared/domain/document.ts';
import { useCommandHandler } from '../commands.ts';
import { newestNumber, openComparison, openReview } from './version-actions.ts';
import { WithdrawalDialog } from './withdrawal-dialog.tsx';

/** Answers the commands about versions and withdrawal for the document at hand, while `active`. */
export function VersionCommands({ document, active }: { readonly document: SourceDocument; readonly active: boolean }) {
  const [isAsking, setIsAsking] = useState(false);
  const hasVersions = newestNumber(document) > 1;
  useCommandHandler('document.compareVersions', () => openComparison(document), active && hasVersions);
  useCommandHandler('document.reviewPassages', () => openReview(document), active && hasVersions);
  useCommandHandler('document.withdraw', () => setIsAsking(true), active);
  return isAsking ? <WithdrawalDialog document={document} open onClose={() => setIsAsking(false)} /> : null;
}
