import { expect, it } from 'vitest';
import { readWebAddress } from '../../shared/web-address.ts';

it.each([
  ['https://example.org/page', 'https://example.org/page', 'https://example.org/page'],
  [' http://127.0.0.1:80/?q=1#x\n', 'http://127.0.0.1:80/?q=1#x', 'http://127.0.0.1:80/?q=1#x'],
  ['example.org/page', null, 'https://example.org/page'],
  ['Example.ORG', null, 'https://Example.ORG'],
  ['127.0.0.1:8765/', null, 'http://127.0.0.1:8765/'],
  ['localhost:80', null, 'http://localhost:80'],
  ['[::1]/a?b#c', null, 'http://[::1]/a?b#c'],
  ['127.0.0.1 and more', null, null],
  ['localhostile', null, null],
  ['statement.pdf of May', null, null],
  ['https://example.org and more', null, null],
  ['file:///etc/passwd', null, null],
  ['javascript:alert(1)', null, null],
  ['https://', null, null],
  ['', null, null],
])('reads %j as %j, leniently as %j', (text, strict, lenient) => {
  expect([readWebAddress(text), readWebAddress(text, true)]).toEqual([strict, lenient]);
});
