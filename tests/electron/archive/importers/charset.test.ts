import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { declaredCharset, decodeKnown, decodeText } from '../../../../electron/archive/importers/charset.ts';
import { assertProperty } from '../../../support/assert-property.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

// Bytes made with Python's codecs.
const SENTENCES = {
  russian: 'Управление шерифа не исполняет гражданские запросы о задержании без судебного ордера.',
  greek: 'Η αστυνομία δεν εκτελεί αιτήματα κράτησης χωρίς δικαστικό ένταλμα.',
  polish: 'Policja nie przetrzymuje osób na podstawie żądań cywilnych. Źródło: komenda główna, święta.',
  japanese: '保安官事務所は、令状のない民事の拘留要請には応じません。これは方針です。',
  chinese: '警察局不会仅凭民事拘留请求扣留任何人。这是本局的政策声明。',
  taiwan: '警察局不會僅憑民事拘留請求扣留任何人。這是本局的政策聲明。',
  korean: '보안관 사무소는 영장 없는 구금 요청에 응하지 않습니다. 이것은 방침입니다.',
  french: 'Le shérif déclare : « Aucune détention sans mandat. » L’œuvre coûte 5 €.',
} as const;

describe('decodeText', () => {
  it.each([
    ['UTF-8 with a mark', null, 'efbbbf 636166c3a9', 'café'],
    ['UTF-8 without one', null, '636166c3a9', 'café'],
    ['UTF-16LE with a mark', null, 'fffe 6300e900', 'cé'],
    ['UTF-16BE with a mark', null, 'feff 006300e9', 'cé'],
    ['UTF-16BE without one', null, '00630061006600e90020006100620063', 'café abc'],
    ['UTF-32LE with a mark', null, 'fffe0000 63000000 00f60100', 'c😀'],
    ['UTF-32BE with a mark', null, '0000feff 00000063 0001f600', 'c😀'],
    ['a mark against a declaration', 'windows-1252', 'efbbbf c3a9', 'é'],
    ['windows-1252, declared', 'windows-1252', '93 80 94', '“€”'],
    ['windows-1252, called Latin 1 as the web does', 'iso-8859-1', '93 80 94', '“€”'],
    ['UTF-8 that is called Latin 1', 'ISO-8859-1', 'e2809c c3a9', '“é'],
    ['UTF-8 that is called UTF-16', 'utf-16', 'c3a9', 'é'],
    ['windows-1250, declared', 'windows-1250', '9f f3b3e6', 'źółć'],
    ['windows-1253, declared', 'windows-1253', 'e1e2 dd', 'αβέ'],
    ['windows-1255, declared', 'windows-1255', 'f9ece5ed', 'שלום'],
    ['windows-1256, declared', 'windows-1256', 'd3e1c7e3', 'سلام'],
    ['ISO-8859-2, declared', 'iso-8859-2', 'bcf3', 'źó'],
    ['KOI8-U, declared', 'koi8-u', 'b4a4', 'Єє'],
    ['Mac Roman, declared', 'macintosh', 'd2 8e d3', '“é”'],
    ['Shift_JIS under its number', 'cp932', '90ba96be', '声明'],
    ['ISO-2022-JP, declared', 'iso-2022-jp', '1b2442403c4c401b2842', '声明'],
    ['ISO-2022-JP, not declared', null, '61 1b2442403c4c401b2842 62', 'a声明b'],
    ['an unknown name', 'x-klingon', 'c3a9', 'é'],
    ['UTF-8 cut inside a character', null, 'c3a9c3a9c3a9c3a9c3a9c3a9c3a9c3a9c3a9c3a9 c3', 'éééééééééé\ufffd'],
    [
      'a declared set with one bad byte in many',
      'shift_jis',
      `${'90ba96be'.repeat(10)} ff`,
      `${'声明'.repeat(10)}\ufffd`,
    ],
    ['a byte that windows-1252 leaves out', 'windows-1252', '61 81 62', 'a\ufffdb'],
  ])('reads %s', (_, declared, hex, text) => {
    expect(decodeText(bytes(hex), declared)).toBe(text);
  });

  it.each([
    [
      'windows-1251',
      'russian',
      'd3eff0e0e2ebe5ede8e520f8e5f0e8f4e020ede520e8f1efeeebedffe5f220e3f0e0e6e4e0edf1eae8e520e7e0eff0eef1fb20ee20e7e0e4e5f0e6e0ede8e820e1e5e720f1f3e4e5e1edeee3ee20eef0e4e5f0e02e',
    ],
    [
      'koi8-r',
      'russian',
      'f5d0d2c1d7ccc5cec9c520dbc5d2c9c6c120cec520c9d3d0cfccced1c5d420c7d2c1d6c4c1ced3cbc9c520dac1d0d2cfd3d920cf20dac1c4c5d2d6c1cec9c920c2c5da20d3d5c4c5c2cecfc7cf20cfd2c4c5d2c12e',
    ],
    [
      'windows-1253',
      'greek',
      'c720e1f3f4f5edefecdfe120e4e5ed20e5eaf4e5ebe5df20e1e9f4deece1f4e120eaf1dcf4e7f3e7f220f7f9f1dff220e4e9eae1f3f4e9eafc20ddedf4e1ebece12e',
    ],
    [
      'shift_jis',
      'japanese',
      '95db88c08aaf8e9696b18f8a82cd814197df8ff382cc82c882a296af8e9682cc8d5397af977690bf82c982cd899e82b682dc82b982f1814282b182ea82cd95fb906a82c582b78142',
    ],
    [
      'euc-jp',
      'japanese',
      'caddb0c2b4b1bbf6ccb3bdeaa4cfa1a2cee1bef5a4cea4caa4a4ccb1bbf6a4ceb9b4ceb1cdd7c0c1a4cba4cfb1fea4b8a4dea4bba4f3a1a3a4b3a4eca4cfcafdbfcba4c7a4b9a1a3',
    ],
    [
      'gb18030',
      'chinese',
      'beafb2ecbed6b2bbbbe1bdf6c6bec3f1cac2bed0c1f4c7ebc7f3bfdbc1f4c8cebacec8cba1a3d5e2cac7b1bebed6b5c4d5feb2dfc9f9c3f7a1a3',
    ],
    [
      'big5',
      'taiwan',
      'c4b5b9eea7bda4a3b77cb6c8becca5c1a8c6a9ebaf64bdd0a844a6a9af64a5f4a6f3a448a143b36fac4fa5bba7bdaabaac46b5a6c16ea9faa143',
    ],
    [
      'euc-kr',
      'korean',
      'bab8bec8b0fc20bbe7b9abbcd2b4c220bfb5c0e520bef8b4c220b1b8b1dd20bfe4c3bbbfa120c0c0c7cfc1f620becabdc0b4cfb4d92e20c0ccb0cdc0ba20b9e6c4a7c0d4b4cfb4d92e',
    ],
    [
      'windows-1252',
      'french',
      '4c65207368e97269662064e9636c617265203a20ab20417563756e652064e974656e74696f6e2073616e73206d616e6461742e20bb204c929c7576726520636ffb7465203520802e',
    ],
    [
      'windows-1250',
      'polish',
      '506f6c69636a61206e69652070727a6574727a796d756a65206f73f362206e6120706f6473746177696520bfb96461f120637977696c6e7963682e208f72f364b36f3a206b6f6d656e64612067b3f3776e612c209c7769ea74612e',
    ],
  ] as const)('guesses %s by its bytes', (_, name, hex) => {
    expect(decodeText(bytes(hex))).toBe(SENTENCES[name]);
  });

  it('gives text for any bytes and any declaration', () => {
    assertProperty(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.option(fc.constantFrom('utf-8', 'koi8-r', 'shift_jis', 'iso-2022-jp', 'gb18030', 'replacement', 'no such')),
        (raw, declared) => {
          const text = decodeText(raw, declared);
          // Every byte that is printable ASCII is found again: nothing was dropped. (Other sets use them otherwise.)
          if (declared === null && raw.every((byte) => byte >= 32 && byte < 127))
            expect(text).toBe(String.fromCharCode(...raw));
          expect(typeof text).toBe('string');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('reads back what was written in UTF-8 and UTF-16', () => {
    assertProperty(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (text) => {
        const plain = text.replace(/^\ufeff/, '').replaceAll('\u001b', '');
        expect(decodeText(Uint8Array.from(Buffer.from(`\ufeff${plain}`, 'utf8')))).toBe(plain);
        expect(decodeText(Uint8Array.from(Buffer.from(`\ufeff.${plain}`, 'utf16le')))).toBe(`.${plain}`);
      }),
    );
  });
});

describe('decodeKnown', () => {
  it.each([
    ['cp437', '82 9b e1', 'é¢ß'],
    ['cp850', '82 9b d5', 'éøı'],
    ['windows-1252', '81', '\ufffd'],
    ['cp1361', '41 e9', 'A\ufffd'],
  ])('reads %s', (label, hex, text) => {
    expect(decodeKnown(bytes(hex), label)).toBe(text);
  });
});

describe('declaredCharset', () => {
  it.each([
    ['<meta charset=koi8-r>', 'koi8-r'],
    ['<META http-equiv="Content-Type" content="text/html; charset=Windows-1251">', 'Windows-1251'],
    ['<?xml version="1.0" encoding="ISO-8859-2"?><html>', 'ISO-8859-2'],
    ['<p>charset=none</p>', null],
  ])('finds what %s declares', (html, charset) => {
    expect(declaredCharset(latin1(html))).toBe(charset);
  });
});
