import { BookOpen, FolderOpen, Plus } from 'lucide-react';
import { useArchiveState } from '../archive-state.ts';
import { openArchive, openFrameDialog, openSample } from './archive-actions.ts';
import styles from './start-screen.module.css';

/** What shows while no archive is open: three ways in, and the archives opened before. */
export function StartScreen() {
  const recent = useArchiveState((state) => state.settings.recentArchives);
  const failure = useArchiveState((state) => state.failure);
  return (
    <main className={styles.screen}>
      <div className={styles.column}>
        <header className={styles.header}>
          <h1 className={styles.name}>Standpoint</h1>
          <p className={styles.claim}>
            Preserve what was said. Mark who takes which stance. Hand over briefings whose every quote is verified.
          </p>
        </header>
        {failure && (
          <p role="alert" className={styles.failure}>
            {failure.message}
          </p>
        )}
        <ul className={styles.ways} aria-label="Ways to begin">
          <li>
            <button type="button" className={styles.way} onClick={() => void openSample()}>
              <BookOpen aria-hidden />
              <span className={styles.wayName}>Open the sample archive</span>
              <span className={styles.wayWords}>A finished example with invented statements. Best place to begin.</span>
            </button>
          </li>
          <li>
            <button type="button" className={styles.way} onClick={() => openFrameDialog('new-archive')}>
              <Plus aria-hidden />
              <span className={styles.wayName}>New archive</span>
              <span className={styles.wayWords}>An empty folder that will hold your documents and work.</span>
            </button>
          </li>
          <li>
            <button type="button" className={styles.way} onClick={() => void openArchive()}>
              <FolderOpen aria-hidden />
              <span className={styles.wayName}>Open archive</span>
              <span className={styles.wayWords}>A folder made by Standpoint, from any disk or computer.</span>
            </button>
          </li>
        </ul>
        {recent.length > 0 && (
          <section aria-labelledby="recent-heading">
            <h2 id="recent-heading" className={styles.heading}>
              Recent archives
            </h2>
            <ul className={styles.recent}>
              {recent.slice(0, 6).map((archive) => (
                <li key={archive.directory}>
                  <button
                    type="button"
                    className={styles.recentItem}
                    aria-label={archive.title}
                    onClick={() => void openArchive(archive.directory)}
                  >
                    <span className={styles.recentTitle}>{archive.title}</span>
                    <span className={styles.recentFolder}>{archive.directory}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
        <p className={styles.promise}>Everything stays on this computer. Nothing is sent anywhere.</p>
      </div>
    </main>
  );
}
