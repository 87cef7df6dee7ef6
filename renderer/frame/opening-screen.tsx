import styles from './opening-screen.module.css';

/** What shows while the archive is being opened, from the first second on: a large one may be indexed anew before. */
export function OpeningScreen() {
  return (
    <main className={styles.screen}>
      <p role="status" className={styles.words}>
        Opening the archive… After an update a large one is indexed anew, which may take minutes. Nothing in it is
        changed.
      </p>
    </main>
  );
}
