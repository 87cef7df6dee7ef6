import { describe, expect, it } from 'vitest';
import { extract } from '../../../../electron/archive/importers/index.ts';

describe('extract', () => {
  it('takes characters that steer a terminal or turn a line round out of the metadata', async () => {
    const page =
      '<html><head><title>Order &#27;]0;owned&#7; of\u202e May</title><meta name="author" content="A&#8; B"></head>' +
      '<body><p>We will not take part in civil immigration enforcement.</p></body></html>';
    const { metadata } = await extract(new TextEncoder().encode(page), 'order.html');
    expect(metadata.title).toBe('Order ]0;owned of May');
    expect(metadata.author).not.toMatch(/\p{Cc}/u);
  });
});
