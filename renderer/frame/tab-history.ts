import { onArchiveChange } from '../archive-state.ts';
import { activateTab, tabsStore } from '../tabs-state.ts';

let past: readonly string[] = [tabsStore.getState().activeId];
let index = 0;
let isMoving = false;

tabsStore.subscribe(({ activeId }) => {
  if (isMoving || past[index] === activeId) return;
  past = [...past.slice(0, index + 1), activeId].slice(-100);
  index = past.length - 1;
});

onArchiveChange(() => {
  past = [];
  index = -1;
});

function go(step: 1 | -1): void {
  const { tabs } = tabsStore.getState();
  let next = index + step;
  while (past[next] !== undefined && !tabs.some((tab) => tab.id === past[next])) next += step;
  const id = past[next];
  if (id === undefined) return;
  index = next;
  isMoving = true;
  activateTab(id);
  isMoving = false;
}

/** Shows the tab shown before, passing over closed ones. */
export function goBack(): void {
  go(-1);
}

/** The inverse of `goBack`. */
export function goForward(): void {
  go(1);
}
