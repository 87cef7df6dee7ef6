import { lazy, Suspense, useEffect, useState } from 'react';
import { frameDialogStore, openFrameDialog } from './archive-actions.ts';

const CommandPalette = lazy(() => import('./command-palette.tsx').then((m) => ({ default: m.CommandPalette })));
const ShortcutsDialog = lazy(() => import('./shortcuts-dialog.tsx').then((m) => ({ default: m.ShortcutsDialog })));
const SettingsDialog = lazy(() => import('./settings-dialog.tsx').then((m) => ({ default: m.SettingsDialog })));
const AboutDialog = lazy(() => import('./about-dialog.tsx').then((m) => ({ default: m.AboutDialog })));
const NewArchiveDialog = lazy(() => import('./new-archive-dialog.tsx').then((m) => ({ default: m.NewArchiveDialog })));
const CaptureDialog = lazy(() => import('../capture/capture-dialog.tsx').then((m) => ({ default: m.CaptureDialog })));
const ManifestDialog = lazy(() => import('./manifest-dialog.tsx').then((m) => ({ default: m.ManifestDialog })));
const ProblemsDialog = lazy(() => import('./problems-dialog.tsx').then((m) => ({ default: m.ProblemsDialog })));

const ExportBagDialog = lazy(() =>
  import('../bag/export-bag-dialog.tsx').then((m) => ({ default: m.ExportBagDialog })),
);
const ImportBagDialog = lazy(() =>
  import('../bag/import-bag-dialog.tsx').then((m) => ({ default: m.ImportBagDialog })),
);
const VerifyBagDialog = lazy(() =>
  import('../bag/verify-bag-dialog.tsx').then((m) => ({ default: m.VerifyBagDialog })),
);

const VerificationDialog = lazy(() =>
  import('../briefings/verification/verification-dialog.tsx').then((m) => ({ default: m.VerificationDialog })),
);
const CitationStylesDialog = lazy(() =>
  import('../citations/styles-dialog.tsx').then((m) => ({ default: m.CitationStylesDialog })),
);
const ExchangeExportDialog = lazy(() =>
  import('../exchange/export-dialog.tsx').then((m) => ({ default: m.ExchangeExportDialog })),
);
const ExchangeImportDialog = lazy(() =>
  import('../exchange/import-dialog.tsx').then((m) => ({ default: m.ExchangeImportDialog })),
);
const CheckFileDialog = lazy(() =>
  import('../exchange/check-file-dialog.tsx').then((m) => ({ default: m.CheckFileDialog })),
);

const DIALOGS = {
  palette: CommandPalette,
  shortcuts: ShortcutsDialog,
  settings: SettingsDialog,
  about: AboutDialog,
  'new-archive': NewArchiveDialog,
  problems: ProblemsDialog,
  manifest: ManifestDialog,
  capture: CaptureDialog,
  'bag-export': ExportBagDialog,
  'bag-import': ImportBagDialog,
  'bag-verify': VerifyBagDialog,
  verification: VerificationDialog,
  'citation-styles': CitationStylesDialog,
  'exchange-export': ExchangeExportDialog,
  'exchange-import': ExchangeImportDialog,
  'briefing-check': CheckFileDialog,
} as const;

/** The frame's dialogs, each loaded when it is first opened. */
export function FrameDialogs() {
  const open = frameDialogStore((state) => state.open);
  const [used, setUsed] = useState<readonly (keyof typeof DIALOGS)[]>([]);
  useEffect(() => {
    if (open !== null) setUsed((before) => (before.includes(open) ? before : [...before, open]));
  }, [open]);
  return (
    <Suspense fallback={null}>
      {used.map((name) => {
        const Dialog = DIALOGS[name];
        return <Dialog key={name} open={open === name} onClose={() => openFrameDialog(null)} />;
      })}
    </Suspense>
  );
}
