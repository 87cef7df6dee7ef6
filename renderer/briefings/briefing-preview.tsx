import { useLayoutEffect, useRef, useState } from 'react';
import styles from './briefing-editor.module.css';

/** Width in pixels that the page is laid out for; a narrower panel shows it smaller, not broken differently. */
const PAGE_WIDTH = 800;

/** Room above the first line, in pixels: in a panel the page needs no margin as in a window of its own. */
const TOP = 36;

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
  const paper = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: PAGE_WIDTH, height: 0 });
  useLayoutEffect(() => {
    const element = paper.current;
    if (element === null) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const scale = Math.min(1, size.width / PAGE_WIDTH);
  return (
    <div ref={paper} className={styles.paper}>
      <iframe
        title="Preview of the briefing"
        sandbox="allow-same-origin"
        srcDoc={html}
        className={styles.frame}
        style={{ width: size.width / scale, height: size.height / scale, transform: `scale(${scale})` }}
        onLoad={(event) => {
          const view = event.currentTarget.contentWindow;
          if (view === null) return;
          holdLinks(view.document);
          view.document.body.style.paddingTop = `${TOP}px`;
          view.scrollTo(0, place.current);
          view.addEventListener('scroll', () => {
            place.current = view.scrollY;
          });
        }}
      />
    </div>
  );
}
