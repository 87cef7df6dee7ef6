import { useMemo } from 'react';
import { outlineOf } from './body-walk.ts';
import { useComposer, useComposerBody } from './composer-context.ts';
import styles from './outline.module.css';

/** The headings of the briefing; each leads to its place. */
export function Outline() {
  const composer = useComposer();
  const body = useComposerBody();
  const entries = useMemo(() => outlineOf(body), [body]);
  return (
    <nav className={styles.outline} aria-label="Outline">
      <h2>Outline</h2>
      {entries.length === 0 ? (
        <p>Headings appear here.</p>
      ) : (
        <ol>
          {entries.map(({ path, level, text }) => (
            <li key={path.join(' ')} data-level={level}>
              <button type="button" onClick={() => composer.goToText(path, 0, 0)}>
                {text === '' ? 'Heading without words' : text}
              </button>
            </li>
          ))}
        </ol>
      )}
    </nav>
  );
}
