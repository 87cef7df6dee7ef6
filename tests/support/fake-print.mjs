// Stands in for the printing role of the desktop program: speaks its messages, and misbehaves as the title says.
import { readFileSync, writeFileSync } from 'node:fs';

process.once('disconnect', () => process.exit(1));
process.once('message', ({ from, to, title }) => {
  const send = (message) => process.send(message, undefined, undefined, () => process.exit(0));
  switch (title) {
    case 'crashes':
      process.exit(3);
      break;
    case 'hangs':
      setInterval(() => undefined, 1000);
      break;
    case 'no screen':
      console.error('Missing X server or $DISPLAY');
      process.exit(1);
      break;
    case 'nothing':
      send({ type: 'printed' });
      break;
    case 'strange':
      send({ type: 'printed', and: 'more' });
      break;
    case 'fails':
      send({ type: 'failed', code: 'io', message: 'The PDF could not be written: no reason.' });
      break;
    default:
      // The smallest PDF there is, with the page as a comment.
      writeFileSync(
        to,
        `%PDF-1.4\n% ${readFileSync(from, 'utf8').replace(/\s+/g, ' ')}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF`,
      );
      send({ type: 'printed' });
  }
});
