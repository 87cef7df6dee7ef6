/** Menus of the application, in order. */
export type MenuName = 'File' | 'Edit' | 'View' | 'Passage' | 'Go' | 'Help';

/** One thing a person can do, as the menu, the command palette and the shortcut list show it. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly menu: MenuName;
  /** Electron accelerator; null if it has none. */
  readonly accelerator: string | null;
  /**
   * Key that does the same while the document has the keys, in the notation of accelerators. Menus show it and do not
   * listen to it: elsewhere it is a letter to type.
   */
  readonly shownKey?: string;
  /** Starts a new group in its menu. */
  readonly separatorBefore?: boolean;
  /** False if it works without an open archive. */
  readonly needsArchive?: boolean;
}

/** Every command of the window. The menu sends the id; the renderer runs it. */
export const COMMANDS = [
  { id: 'archive.new', label: 'New Archive…', menu: 'File', accelerator: 'CmdOrCtrl+Shift+N', needsArchive: false },
  { id: 'archive.open', label: 'Open Archive…', menu: 'File', accelerator: 'CmdOrCtrl+O', needsArchive: false },
  { id: 'archive.openSample', label: 'Open Sample Archive', menu: 'File', accelerator: null, needsArchive: false },
  { id: 'archive.close', label: 'Close Archive', menu: 'File', accelerator: null },
  {
    id: 'document.import',
    label: 'Import Documents…',
    menu: 'File',
    accelerator: 'CmdOrCtrl+I',
    separatorBefore: true,
  },
  { id: 'document.importFolder', label: 'Import Folder…', menu: 'File', accelerator: 'CmdOrCtrl+Shift+I' },
  { id: 'document.importTable', label: 'Import Table of Files…', menu: 'File', accelerator: null },
  { id: 'document.capture', label: 'Capture Web Page…', menu: 'File', accelerator: 'CmdOrCtrl+Shift+L' },
  { id: 'document.importAnnotations', label: 'Import Highlights and Comments…', menu: 'File', accelerator: null },
  { id: 'document.exportAnnotated', label: 'Export Annotated PDF…', menu: 'File', accelerator: null },
  { id: 'briefing.export', label: 'Export Briefing…', menu: 'File', accelerator: 'CmdOrCtrl+E' },
  {
    id: 'briefing.checkFile',
    label: 'Check a Briefing File…',
    menu: 'File',
    accelerator: null,
    needsArchive: false,
  },
  {
    id: 'exchange.export',
    label: 'Export for Other Programs…',
    menu: 'File',
    accelerator: 'CmdOrCtrl+Shift+E',
    separatorBefore: true,
  },
  { id: 'exchange.import', label: 'Import from Other Programs…', menu: 'File', accelerator: null },
  { id: 'bag.export', label: 'Export Archive as Bag…', menu: 'File', accelerator: null, separatorBefore: true },
  { id: 'bag.import', label: 'Import a Bag…', menu: 'File', accelerator: null },
  { id: 'bag.verify', label: 'Verify a Bag…', menu: 'File', accelerator: null, needsArchive: false },
  { id: 'archive.verify', label: 'Verify Archive', menu: 'File', accelerator: null, separatorBefore: true },
  { id: 'fixity.checkAll', label: 'Check Fixity of All Files', menu: 'File', accelerator: null },
  { id: 'backup.create', label: 'Back Up Now', menu: 'File', accelerator: null },
  { id: 'provenance.export', label: 'Export Log as PREMIS…', menu: 'File', accelerator: null },
  { id: 'archive.reveal', label: 'Reveal Archive in Folder', menu: 'File', accelerator: null },
  { id: 'tab.close', label: 'Close Tab', menu: 'File', accelerator: 'CmdOrCtrl+W', separatorBefore: true },
  { id: 'history.undo', label: 'Undo', menu: 'Edit', accelerator: 'CmdOrCtrl+Z' },
  { id: 'history.redo', label: 'Redo', menu: 'Edit', accelerator: 'CmdOrCtrl+Shift+Z' },
  {
    id: 'passage.copyWithCitation',
    label: 'Copy Quote with Citation',
    menu: 'Edit',
    accelerator: 'CmdOrCtrl+Shift+C',
    separatorBefore: true,
  },
  { id: 'passage.toggleInternal', label: 'Mark Passage as Internal', menu: 'Edit', accelerator: null },
  { id: 'citation.styles', label: 'Citation Styles…', menu: 'Edit', accelerator: null },
  { id: 'reader.find', label: 'Find in Document', menu: 'Edit', accelerator: 'CmdOrCtrl+F', separatorBefore: true },
  { id: 'reader.findNext', label: 'Find Next', menu: 'Edit', accelerator: 'CmdOrCtrl+G' },
  { id: 'reader.findPrevious', label: 'Find Previous', menu: 'Edit', accelerator: 'CmdOrCtrl+Shift+G' },
  {
    id: 'document.withdraw',
    label: 'Withdrawn or Rescinded…',
    menu: 'Edit',
    accelerator: null,
    separatorBefore: true,
  },
  {
    id: 'settings.open',
    label: 'Settings…',
    menu: 'Edit',
    accelerator: 'CmdOrCtrl+,',
    separatorBefore: true,
    needsArchive: false,
  },
  { id: 'palette.open', label: 'Command Palette…', menu: 'View', accelerator: 'CmdOrCtrl+K', needsArchive: false },
  { id: 'view.toggleRail', label: 'Toggle Sidebar', menu: 'View', accelerator: 'CmdOrCtrl+B' },
  { id: 'view.toggleInspector', label: 'Toggle Inspector', menu: 'View', accelerator: 'CmdOrCtrl+Alt+B' },
  { id: 'reader.toggleSidebar', label: 'Toggle Thumbnails and Outline', menu: 'View', accelerator: 'F4' },
  {
    id: 'pane.openToSide',
    label: 'Open to the Side',
    menu: 'View',
    accelerator: 'CmdOrCtrl+\\',
    separatorBefore: true,
  },
  { id: 'pane.sync', label: 'Scroll Both Panes Together', menu: 'View', accelerator: null },
  { id: 'pane.close', label: 'Close Side Pane', menu: 'View', accelerator: 'CmdOrCtrl+Shift+\\' },
  {
    id: 'document.compareVersions',
    label: 'Compare Versions',
    menu: 'View',
    accelerator: 'CmdOrCtrl+Shift+D',
    separatorBefore: true,
  },
  { id: 'document.reviewPassages', label: 'Review Moved Passages', menu: 'View', accelerator: 'CmdOrCtrl+Shift+R' },
  { id: 'reader.zoomIn', label: 'Zoom In', menu: 'View', accelerator: 'CmdOrCtrl+Plus', separatorBefore: true },
  { id: 'reader.zoomOut', label: 'Zoom Out', menu: 'View', accelerator: 'CmdOrCtrl+-' },
  { id: 'reader.zoomReset', label: 'Actual Size', menu: 'View', accelerator: 'CmdOrCtrl+0' },
  { id: 'reader.fitWidth', label: 'Fit Width', menu: 'View', accelerator: 'CmdOrCtrl+9' },
  { id: 'reader.fitPage', label: 'Fit Page', menu: 'View', accelerator: 'CmdOrCtrl+8' },
  {
    id: 'reader.rotate',
    label: 'Rotate Clockwise',
    menu: 'View',
    accelerator: 'CmdOrCtrl+R',
    separatorBefore: true,
  },
  { id: 'reader.rotateBack', label: 'Rotate Counterclockwise', menu: 'View', accelerator: null },
  { id: 'reader.twoPages', label: 'Two-Page Spread', menu: 'View', accelerator: null },
  { id: 'reader.darkPages', label: 'Dark Pages', menu: 'View', accelerator: null },
  {
    id: 'theme.light',
    label: 'Light Theme',
    menu: 'View',
    accelerator: null,
    separatorBefore: true,
    needsArchive: false,
  },
  { id: 'theme.dark', label: 'Dark Theme', menu: 'View', accelerator: null, needsArchive: false },
  { id: 'theme.system', label: 'System Theme', menu: 'View', accelerator: null, needsArchive: false },
  { id: 'passage.code', label: 'Code With…', menu: 'Passage', accelerator: null },
  { id: 'passage.codeAsLast', label: 'Code the Same as Last', menu: 'Passage', accelerator: null },
  { id: 'passage.highlight', label: 'Highlight Without Coding', menu: 'Passage', accelerator: null, shownKey: 'H' },
  { id: 'passage.note', label: 'Note…', menu: 'Passage', accelerator: null, shownKey: 'N' },
  {
    id: 'passage.markCoded',
    label: 'Mark as Coded, Not Reviewed',
    menu: 'Passage',
    accelerator: null,
    separatorBefore: true,
  },
  { id: 'passage.markNeedsReview', label: 'Mark as Needing Review', menu: 'Passage', accelerator: null },
  { id: 'passage.markReviewed', label: 'Mark as Reviewed', menu: 'Passage', accelerator: null },
  {
    id: 'passage.extendSentence',
    label: 'Extend to Sentence',
    menu: 'Passage',
    accelerator: null,
    shownKey: 'E',
    separatorBefore: true,
  },
  {
    id: 'passage.extendParagraph',
    label: 'Extend to Paragraph',
    menu: 'Passage',
    accelerator: null,
    shownKey: 'Shift+E',
  },
  { id: 'passage.split', label: 'Split…', menu: 'Passage', accelerator: null, shownKey: 'X' },
  { id: 'passage.mergeNext', label: 'Merge with Next', menu: 'Passage', accelerator: null, shownKey: 'M' },
  {
    id: 'passage.delete',
    label: 'Delete Passage',
    menu: 'Passage',
    accelerator: null,
    shownKey: 'Delete',
    separatorBefore: true,
  },
  { id: 'view.documents', label: 'Documents', menu: 'Go', accelerator: 'CmdOrCtrl+1' },
  { id: 'view.passages', label: 'Passages', menu: 'Go', accelerator: 'CmdOrCtrl+2' },
  { id: 'view.positions', label: 'Positions', menu: 'Go', accelerator: 'CmdOrCtrl+3' },
  { id: 'view.briefings', label: 'Briefings', menu: 'Go', accelerator: 'CmdOrCtrl+4' },
  { id: 'view.codebook', label: 'Codebook', menu: 'Go', accelerator: 'CmdOrCtrl+5' },
  { id: 'view.activity', label: 'Activity', menu: 'Go', accelerator: 'CmdOrCtrl+6' },
  { id: 'view.preservation', label: 'Preservation', menu: 'Go', accelerator: 'CmdOrCtrl+7' },
  { id: 'go.back', label: 'Back', menu: 'Go', accelerator: 'Alt+Left', separatorBefore: true },
  { id: 'go.forward', label: 'Forward', menu: 'Go', accelerator: 'Alt+Right' },
  { id: 'reader.goToPage', label: 'Go to Page…', menu: 'Go', accelerator: 'CmdOrCtrl+Alt+G' },
  { id: 'pane.focusOther', label: 'Other Pane', menu: 'Go', accelerator: 'F6' },
  { id: 'tab.next', label: 'Next Tab', menu: 'Go', accelerator: 'Ctrl+Tab' },
  { id: 'tab.previous', label: 'Previous Tab', menu: 'Go', accelerator: 'Ctrl+Shift+Tab' },
  { id: 'help.shortcuts', label: 'Keyboard Shortcuts', menu: 'Help', accelerator: null, needsArchive: false },
  { id: 'help.about', label: 'About Standpoint', menu: 'Help', accelerator: null, needsArchive: false },
] as const satisfies readonly Command[];

export type CommandId = (typeof COMMANDS)[number]['id'];
