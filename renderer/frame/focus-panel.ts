/** Time in which a view that is shown for the first time is waited for, in milliseconds. */
const PATIENCE = 3000;

/** What a view is worked in, the likeliest first. */
const MAIN = ['[role=grid]', '[role=treegrid]', '[role=tree]', '[role=listbox]', 'main', 'ul', ''];

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
  for (const selector of MAIN) {
    const places = selector === '' ? [panel] : [...panel.querySelectorAll<HTMLElement>(selector)];
    for (const place of places) {
      if (place.tabIndex === 0) return place;
      const within = place.querySelector<HTMLElement>('[tabindex="0"], button:not(:disabled), a[href]');
      if (within !== null) return within;
    }
  }
  return null;
}
