import type { ReactNode } from 'react';
import { Fragment, useId } from 'react';
import type { StanceMark as Stance } from '../../../shared/domain/composed-briefing.ts';
import type { QuoteUse, Report, ReportBlock, ReportText } from '../../../shared/domain/report.ts';
import { lapsedNote } from '../../../shared/exporters/wording.ts';
import { StanceMark } from '../../components/stance.tsx';
import { useOverflow } from '../../components/use-overflow.ts';
import { count } from '../../formats.ts';
import styles from './report-blocks.module.css';

type BlockOf<Kind extends ReportBlock['kind']> = Extract<ReportBlock, { readonly kind: Kind }>;

function Stances({ stances, isNamed = true }: { readonly stances: readonly Stance[]; readonly isNamed?: boolean }) {
  return stances.map((stance) => (
    <span key={stance.id} className={styles.stance}>
      <StanceMark stance={stance} isNamed={!isNamed} />
      {isNamed && stance.name}
    </span>
  ));
}

function Empty({ children }: { readonly children: ReactNode }) {
  return <p className={styles.empty}>{children}</p>;
}

/** Agencies and their stances as a table. */
export function MatrixBlock({ block }: { readonly block: BlockOf<'matrix'> }) {
  const { isMoreBefore, isMoreAfter, ref } = useOverflow();
  const captionId = useId();
  if (block.rows.length === 0) return <Empty>No coded quotes yet: the table fills as quotes come in.</Empty>;
  return (
    <div className={styles.wide}>
      <p className={styles.caption} id={captionId}>
        {block.caption || 'Stances by agency'}
      </p>
      <div className={styles.frame} data-more-before={isMoreBefore} data-more-after={isMoreAfter}>
        <div ref={ref} className={styles.scroll} role="group" aria-label="Cells" tabIndex={0}>
          <table className={styles.matrix} aria-labelledby={captionId}>
            <thead>
              <tr>
                <th scope="col">Agency</th>
                {block.columns.map((column) => (
                  <th key={column.name} scope="col">
                    {column.stance === null ? (
                      column.name
                    ) : (
                      <span className={styles.columnStance}>
                        <StanceMark stance={column.stance} isNamed={false} />
                        {column.name}
                      </span>
                    )}
                  </th>
                ))}
                <th scope="col">Total</th>
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row) => (
                <tr key={`${row.agency} ${row.jurisdiction}`}>
                  <th scope="row">
                    {row.agency}
                    {row.jurisdiction !== '' && <span className={styles.where}>{row.jurisdiction}</span>}
                  </th>
                  {row.cells.map((cell, index) => (
                    <td key={block.columns[index]?.name ?? index}>
                      {cell.count === 0 ? (
                        <span className={styles.none}>–</span>
                      ) : (
                        <span className={styles.cell}>
                          <Stances stances={cell.stances} isNamed={false} />
                          {cell.count}
                        </span>
                      )}
                    </td>
                  ))}
                  <td className={styles.total}>{row.total}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">All agencies</th>
                {block.totals.map((total, index) => (
                  <td key={block.columns[index]?.name ?? index}>{total}</td>
                ))}
                <td className={styles.total}>{block.total}</td>
              </tr>
            </tfoot>
          </table>
        </div>
      </div>
      {block.absent.length > 0 && <p className={styles.absent}>No quote: {block.absent.join('; ')}.</p>}
      {block.lapsed.length > 0 && <p className={styles.absent}>{lapsedNote(block)}</p>}
    </div>
  );
}

/** What agencies said, day by day. */
export function TimelineBlock({ block }: { readonly block: BlockOf<'timeline'> }) {
  if (block.entries.length === 0) return <Empty>No dated positions in this scope yet.</Empty>;
  const shown = block.entries.slice(0, MOST_LINES);
  return (
    <figure className={styles.figure}>
      <ol className={styles.timeline} aria-label={block.caption || 'Timeline'}>
        {shown.map((entry, index) => (
          // Entries may be equal in everything that is shown of them.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index} data-change={entry.isChange}>
            <time dateTime={entry.date}>{entry.dateText}</time>
            <span className={styles.entry}>
              <strong>{entry.agency}</strong> <Stances stances={[entry.stance]} />
              {entry.topic !== null && <span className={styles.muted}> {entry.topic}</span>}
              {entry.isChange && <span className={styles.change}>Change of position</span>}
              <cite className={styles.muted}>
                {entry.source}
                {entry.sourceNumber === null ? '' : ` [${entry.sourceNumber}]`}
              </cite>
            </span>
          </li>
        ))}
      </ol>
      <More shown={shown.length} all={block.entries.length} />
      {block.caption !== '' && <figcaption className={styles.caption}>{block.caption}</figcaption>}
    </figure>
  );
}

/** Lines of a long list that the page shows; the export prints all of them. */
const MOST_LINES = 40;

function More({ shown, all }: { readonly shown: number; readonly all: number }) {
  return shown >= all ? null : (
    <p className={styles.empty}>
      {count(all - shown, 'more line')} in the export: the page shows the first {shown}.
    </p>
  );
}

const STATES = { clear: '', qualified: 'qualified', mixed: 'mixed', superseded: 'superseded' } as const;

function ProfileQuote({ use }: { readonly use: QuoteUse }) {
  const { source, page } = use.quote;
  return (
    <li>
      <q>{use.printed}</q>
      {use.note !== null && <sup>{use.note}</sup>}
      <span className={styles.muted}>
        {' '}
        <cite>{source.title}</cite>
        {source.dateIssued === null ? '' : `, ${source.dateIssued}`}
        {page === null ? '' : `, p. ${page}`}
        {use.quote.isFlagged ? ` · ${use.quote.check.status}` : ''}
      </span>
    </li>
  );
}

/** What an agency's positions are, and quotes for them. */
export function ProfileBlock({ block }: { readonly block: BlockOf<'profile'> }) {
  return (
    <section className={styles.profile} aria-label={`Profile of ${block.agency}`}>
      <p className={styles.head}>{block.agency}</p>
      {block.particulars !== '' && <p className={styles.muted}>{block.particulars}</p>}
      {block.positions.length === 0 ? (
        <Empty>No position is known as of the date of this briefing.</Empty>
      ) : (
        <dl className={styles.positions}>
          {block.positions.map((position) => (
            <Fragment key={position.topic ?? ''}>
              <dt>{position.topic ?? 'Position'}</dt>
              <dd>
                <Stances stances={position.stances} />
                {STATES[position.state] !== '' && <em> {STATES[position.state]}</em>}
                {position.since !== null && <span className={styles.muted}> since {position.since}</span>}
                {position.previous.length > 0 && (
                  <span className={styles.muted}>
                    {' '}
                    · before: {position.previous.map(({ name }) => name).join(', ')}
                  </span>
                )}
              </dd>
            </Fragment>
          ))}
        </dl>
      )}
      {block.quotes.length > 0 && (
        <ul className={styles.profileQuotes}>
          {block.quotes.map((use) => (
            <ProfileQuote key={use.useId} use={use} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** The sources cited, in the form of the style. */
export function SourcesBlock({ report }: { readonly report: Report }) {
  const lines: readonly { readonly key: string; readonly texts: readonly ReportText[] }[] =
    report.bibliography.length > 0
      ? report.bibliography.map((entry) => ({
          key: entry.sourceNumbers.join(' '),
          texts: entry.text,
        }))
      : report.sources.map((source) => ({
          key: String(source.number),
          texts: [
            { text: source.issuer === null ? '' : `${source.issuer}, ` },
            { text: source.title, italic: true },
            { text: source.dateIssued === null ? '' : `, ${source.dateIssued}` },
          ],
        }));
  if (lines.length === 0) return <Empty>Nothing is cited yet.</Empty>;
  const shown = lines.slice(0, MOST_LINES);
  return (
    <section className={styles.sources} aria-label="Sources">
      <p className={styles.head}>Sources</p>
      <ol>
        {shown.map(({ key, texts }) => (
          <li key={key}>
            {texts.map(({ text, italic = false, bold = false }, index) => {
              const Words = italic ? 'em' : bold ? 'strong' : 'span';
              // Pieces of one line have nothing but their place to tell them apart.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              return <Words key={index}>{text}</Words>;
            })}
          </li>
        ))}
      </ol>
      <More shown={shown.length} all={lines.length} />
    </section>
  );
}

/** How the briefing was made. */
export function MethodBlock({ block }: { readonly block: BlockOf<'method'> }) {
  return (
    <section className={styles.method} aria-label="Method">
      <p className={styles.head}>Method</p>
      {block.paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <dl>
        {block.facts.map(({ label, value }) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
