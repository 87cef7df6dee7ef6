import type { TimelineEntry } from '../domain/report.ts';
import { type HtmlPage, renderStance } from './html-page.ts';
import { escapeHtml } from './html-text.ts';
import { plural, timelineCaption } from './wording.ts';

/** Measures of the drawing in its own units; it is as wide as the text. */
const WIDTH = 720;
const NAMES = 178;
const RIGHT = 16;
const TOP = 10;
const RADIUS = 9.5;
const ROW = 25;
const LANE_GAP = 10;
const AXIS = 30;
/** Characters of an agency's name in one line of the drawing. */
const NAME_LENGTH = 28;

/** A timeline as a drawing, and as a table that says the same: the drawing alone would keep out who cannot see it. */
export function renderTimeline(page: HtmlPage, caption: string, entries: readonly TimelineEntry[]): string {
  if (entries.length === 0)
    return `<p class="absent">${escapeHtml(caption || 'Positions by date')}: nothing dated falls into it.</p>\n`;
  const number = page.nextFigure();
  const words = timelineCaption(caption);
  const id = `figure-${number}`;
  const rows = entries.map(
    (entry) =>
      `<tr><th scope="row">${escapeHtml(entry.dateText)}</th><td>${escapeHtml(entry.agency)}</td><td>${renderStance(page, entry.stance)}${entry.isChange ? ' <span class="change">change of position</span>' : ''}</td><td>${escapeHtml(entry.topic ?? '–')}</td><td>${page.linkToSource(entry.sourceNumber, escapeHtml(entry.source))}</td></tr>`,
  );
  return `<figure class="timeline" id="${id}">
${renderDrawing(page, id, words, entries)}
<figcaption><span class="label">Figure ${number}.</span> ${escapeHtml(words)}${entries.some(({ isChange }) => isChange) ? `${/[.!?…]$/.test(words) ? '' : '.'} A ring marks a change of position.` : ''}</figcaption>
</figure>
<div class="scroll" tabindex="0" role="region" aria-label="Figure ${number} as a table"><table class="entries">
<caption>Figure ${number} as a table</caption>
<thead><tr><th scope="col">Date</th><th scope="col">Agency</th><th scope="col">Stance</th><th scope="col">Topic</th><th scope="col">Source</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>
`;
}

interface Dot {
  readonly entry: TimelineEntry;
  readonly x: number;
  readonly row: number;
}

function renderDrawing(page: HtmlPage, id: string, caption: string, entries: readonly TimelineEntry[]): string {
  const days = entries.map(({ date }) => dayOf(date));
  const first = Math.min(...days);
  const span = Math.max(...days) - first;
  const room = WIDTH - NAMES - RIGHT - 2 * RADIUS;
  const place = (day: number): number => NAMES + RADIUS + (span === 0 ? room / 2 : ((day - first) / span) * room);
  const parts: string[] = [];
  let y = TOP;
  for (const agency of new Set(entries.map((entry) => entry.agency))) {
    const dots = stack(
      entries.filter((entry) => entry.agency === agency).map((entry) => ({ entry, x: place(dayOf(entry.date)) })),
    );
    const lines = wrapName(agency);
    const rows = Math.max(1, ...dots.map(({ row }) => row + 1));
    const height = Math.max(rows * ROW, lines.length * 14 + 4);
    const middle = y + height / 2;
    parts.push(
      `<line class="rule" x1="0" y1="${y + height + LANE_GAP / 2}" x2="${WIDTH}" y2="${y + height + LANE_GAP / 2}"/>`,
    );
    lines.forEach((line, index) => {
      const at = middle + 4 + (index - (lines.length - 1) / 2) * 14;
      parts.push(`<text class="name" x="0" y="${round(at)}">${escapeHtml(line)}</text>`);
    });
    for (const { entry, x, row } of dots) {
      const at = middle + (row - (rows - 1) / 2) * ROW;
      const ring = entry.isChange
        ? `<circle class="ring" cx="${round(x)}" cy="${round(at)}" r="${RADIUS + 2.5}"/>`
        : '';
      parts.push(
        `<g class="${page.colorClass(entry.stance)}">${ring}<circle class="dot" cx="${round(x)}" cy="${round(at)}" r="${RADIUS}"/><text class="dot-letter" x="${round(x)}" y="${round(at + 4)}">${escapeHtml(entry.stance.letter)}</text></g>`,
      );
    }
    y += height + LANE_GAP;
  }
  const axis = ticks(first, first + span).map(({ day, label, isLast }) => {
    const x = round(place(day));
    return `<line class="tick" x1="${x}" y1="${TOP - 4}" x2="${x}" y2="${y}"/><text class="date" x="${x}" y="${y + 15}" text-anchor="${isLast ? 'end' : 'middle'}">${label}</text>`;
  });
  const agencies = new Set(entries.map(({ agency }) => agency)).size;
  const description = `${plural(entries.length, 'dated position')} of ${agencies} ${agencies === 1 ? 'agency' : 'agencies'}, from ${entries[0]?.dateText ?? ''} to ${entries.at(-1)?.dateText ?? ''}. The table below holds each of them.`;
  return `<svg viewBox="0 0 ${WIDTH} ${y + AXIS}" role="img" aria-labelledby="${id}-title ${id}-description">
<title id="${id}-title">${escapeHtml(caption)}</title>
<desc id="${id}-description">${escapeHtml(description)}</desc>
<g aria-hidden="true">${axis.join('')}${parts.join('')}</g>
</svg>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Puts marks that would lie on each other into rows of their own. */
function stack(marks: readonly Omit<Dot, 'row'>[]): readonly Dot[] {
  const ends: number[] = [];
  return [...marks]
    .sort((a, b) => a.x - b.x)
    .map((mark) => {
      const free = ends.findIndex((end) => end <= mark.x - RADIUS - 3);
      const row = free === -1 ? ends.length : free;
      ends[row] = mark.x + RADIUS + 3;
      return { ...mark, row };
    });
}

/** At most two lines; what does not fit ends in an ellipsis. */
function wrapName(name: string): readonly string[] {
  if (name.length <= NAME_LENGTH) return [name];
  const cut = name.lastIndexOf(' ', NAME_LENGTH);
  const at = cut > 0 ? cut : NAME_LENGTH;
  const rest = name.slice(at).trim();
  return [name.slice(0, at), rest.length <= NAME_LENGTH ? rest : `${rest.slice(0, NAME_LENGTH - 1).trimEnd()}…`];
}

/** Days since 1970 of a date as stored; the first of what a partial date may mean. */
function dayOf(date: string): number {
  const [year = 1970, month = 1, day = 1] = date.split('-').map((part) => Number.parseInt(part, 10));
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Months between two lines of the axis. */
const STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
const MOST_TICKS = 8;

function ticks(first: number, last: number) {
  const from = new Date(first * 86_400_000);
  const to = new Date(last * 86_400_000);
  const begin = from.getUTCFullYear() * 12 + from.getUTCMonth();
  const end = to.getUTCFullYear() * 12 + to.getUTCMonth();
  const step = STEPS.find((months) => (end - begin) / months <= MOST_TICKS) ?? 1200;
  const found: { readonly day: number; readonly label: string; readonly isLast: boolean }[] = [];
  for (let month = Math.ceil(begin / step) * step; month <= end; month += step) {
    const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / 86_400_000;
    if (day < first - 1) continue;
    const year = Math.floor(month / 12);
    const label = step >= 12 ? String(year) : `${MONTHS[month % 12]} ${year}`;
    found.push({ day, label, isLast: last > first && (last - day) / (last - first) < 0.04 });
  }
  // Within a month no first of a month may fall into the drawing: the days themselves stand then.
  if (found.length > 0) return found;
  const label = (date: Date): string => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  const ends = [{ day: first, label: label(from), isLast: false }];
  return last - first < 1 ? ends : [...ends, { day: last, label: label(to), isLast: true }];
}
