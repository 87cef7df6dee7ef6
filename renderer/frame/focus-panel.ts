/** Time in which a view that is shown for the first time is waited for, in milliseconds. */
const PATIENCE = 3000;

/** What a view is worked in. Nothing else has the focus instead: a button of its head would show its hint. */
const WORKPLACE = '[role=grid], [role=treegrid], [role=tree], [role=listbox], [role=list], ul';

/** Gives the focus to what a tab's panel is worked in, as soon as that is there; unless it has gone elsewhere by then. */
export function focusPanel(tabId: string): void {
  const from = document.activeElement;
  const until = performance.now() + PATIENCE;
  const attempt = (): void => {
    const active = document.activeElement;
    if (active !== from && active !== null && active !== document.body) return;
    const panel = document.getElementById(`panel-${tabId}`);
    const target = panel === null || panel.hidden ? null : workplaceIn(panel);
    if (target !== null) target.focus();
    else if (performance.now() < until) requestAnimationFrame(attempt);
  };
  requestAnimationFrame(attempt);
}

function workplaceIn(panel: HTMLElement): HTMLElement | null {
  for (const place of panel.querySelectorAll<HTMLElement>(WORKPLACE)) {
    const target = place.tabIndex === 0 ? place : place.querySelector<HTMLElement>('[tabindex="0"], button, a[href]');
    if (target !== null) return target;
  }
  return null;
}
