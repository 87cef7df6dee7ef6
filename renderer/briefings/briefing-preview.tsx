import { useRef } from 'react';
import styles from './briefing-editor.module.css';

/** Keeps links to the world from leading the frame away; links inside the briefing work. */
function holdLinks(page: Document): void {
  for (const link of page.links) {
    const address = link.getAttribute('href');
    if (address === null || address.startsWith('#')) continue;
    link.title = address;
    link.removeAttribute('href');
  }
}

/**
 * The page that the HTML exporter writes. The frame may run nothing; being of our own origin lets the reader stay at
 * the place where they were when the page is made again.
 */
export function BriefingPreview({ html }: { readonly html: string }) {
  const place = useRef(0);
  return (
    <iframe
      title="Preview of the briefing"
      sandbox="allow-same-origin"
      srcDoc={html}
      className={styles.frame}
      onLoad={(event) => {
        const view = event.currentTarget.contentWindow;
        if (view === null) return;
        holdLinks(view.document);
        view.scrollTo(0, place.current);
        view.addEventListener('scroll', () => {
          place.current = view.scrollY;
        });
      }}
    />
  );
}
