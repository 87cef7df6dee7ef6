import { Ellipsis, ScanText } from 'lucide-react';
import { useState } from 'react';
import type { PassageArea } from '../../shared/domain/passage.ts';
import { call } from '../archive-client.ts';
import { useArchiveQuery } from '../archive-query.ts';
import { Button, IconButton } from '../components/button.tsx';
import { Menu } from '../components/menu.tsx';
import { errorMessage } from '../components/toast.tsx';
import styles from './area-picture.module.css';

/** What AreaPicture takes. */
export interface AreaPictureProps {
  readonly passageId: string;
  readonly documentId: string;
  readonly version: number;
  readonly area: PassageArea;
  /** Whether the document's text has words there: recognising them again is offered in a menu alone. */
  readonly hasWords: boolean;
}

/** The part of a page that a passage marks, and the words recognised in it. */
export function AreaPicture({ passageId, documentId, version, area, hasWords }: AreaPictureProps) {
  const [x, y, width, height] = area.rect;
  const place = { id: documentId, version, page: area.page, rect: { x, y, width, height } };
  const { data, error } = useArchiveQuery('document.areaImage', place, []);
  const [isReading, setIsReading] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const recognise = async () => {
    setIsReading(true);
    setFailure(null);
    try {
      await call('passage.recogniseArea', { id: passageId });
    } catch (reason) {
      setFailure(errorMessage(reason));
    } finally {
      setIsReading(false);
    }
  };
  const words = area.recognised;
  return (
    <figure className={styles.area}>
      <div className={styles.picture} style={{ aspectRatio: `${width} / ${height}` }} aria-busy={!data && !error}>
        {data && (
          <img
            src={`data:image/png;base64,${data.png}`}
            alt={words === null || words === '' ? `Part of page ${area.page}` : words}
          />
        )}
      </div>
      {error !== null && <p role="alert">The part of the page can’t be shown: {errorMessage(error)}</p>}
      <figcaption className={styles.words}>
        {words === null && hasWords ? (
          <span className={styles.more}>
            {isReading && 'Recognising… '}
            <Menu
              align="end"
              trigger={
                <IconButton label="More for the picture" size="s" disabled={isReading}>
                  <Ellipsis />
                </IconButton>
              }
              entries={[{ label: 'Recognise the words', icon: <ScanText />, run: () => void recognise() }]}
            />
          </span>
        ) : words === null ? (
          <Button size="s" variant="ghost" icon={<ScanText />} disabled={isReading} onClick={() => void recognise()}>
            {isReading ? 'Recognising…' : 'Recognise the words'}
          </Button>
        ) : (
          <>
            <span className={styles.label}>Recognised, not quoted: </span>
            {words === '' ? 'no words' : words}
          </>
        )}
        {failure !== null && <span role="alert">{failure}</span>}
      </figcaption>
    </figure>
  );
}
