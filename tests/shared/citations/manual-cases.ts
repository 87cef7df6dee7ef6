import type { CslItem } from '../../../shared/domain/citation.ts';
import { anItem } from './sources.ts';

/** One citation that a manual's rule decides. */
export interface ManualCase {
  readonly style: string;
  /** Where the manual says so. */
  readonly rule: string;
  readonly name: string;
  /** What is cited, in order; the expected citation is the last one's. */
  readonly cites: readonly (readonly [CslItem, string | null, number?])[];
  readonly citation?: string;
  /** Entries of the list of sources, in order. */
  readonly list?: readonly string[];
}

/** A case in which the style, or what is known of a source, does not give what the manual asks for. */
export interface KnownDeviation extends ManualCase {
  readonly why: string;
  /** What is printed instead of the citation, or of the list. */
  readonly actual: string;
}

const SITE = 'https://police.cityofomaha.org';

const SOURCES = {
  statement: anItem({
    kind: 'statement',
    title: 'Statement on cooperation with federal immigration enforcement',
    sourceUrl: `${SITE}/statement`,
  }),
  spoken: anItem({
    kind: 'statement',
    title: 'Statement before the City Council',
    author: 'Chief Todd Schmaderer',
    sourceUrl: `${SITE}/council`,
  }),
  press: anItem({
    kind: 'press-release',
    title: 'Police chief announces new detainer policy',
    sourceUrl: `${SITE}/press`,
  }),
  memo: anItem({ kind: 'memo', title: 'Cooperation with ICE', author: 'Chief Todd Schmaderer' }),
  agencyMemo: anItem({ kind: 'memo', title: 'Guidance on civil detainers', issuerId: 'doj', dateIssued: '2025-09' }),
  titledMemo: anItem({
    kind: 'memo',
    title: 'Memorandum: Cooperation of Local Authorities',
    issuerId: 'ag',
    author: 'The Attorney General',
  }),
  order: anItem({ kind: 'order', title: 'General Order 7.12: Detainers' }),
  policy: anItem({ kind: 'policy', title: 'Policy 428: Immigration Violations', dateIssued: '2025' }),
  transcript: anItem({ kind: 'transcript', title: 'Press conference of the chief', dateIssued: '2026-01-15' }),
  letter: anItem({
    kind: 'letter',
    title: 'Letter to Senator Deb Fischer regarding detainers',
    author: 'Todd Schmaderer, Chief of Police',
  }),
  postedLetter: anItem({
    kind: 'letter',
    title: 'Letter to Senator Deb Fischer regarding detainers',
    author: 'Schmaderer, Todd',
    sourceUrl: `${SITE}/letter`,
  }),
  news: anItem({
    kind: 'news-report',
    title: 'Omaha police will not hold immigrants',
    issuerId: 'herald',
    author: 'Jane Q. Doe and John Roe',
    sourceUrl: 'https://omaha.com/police',
  }),
  printedNews: anItem({
    kind: 'news-report',
    title: 'Council hears police chief',
    issuerId: null,
    author: 'Omaha World-Herald',
  }),
  web: anItem({ kind: 'web-page', title: 'Immigration questions', dateIssued: null, sourceUrl: `${SITE}/faq` }),
  anonymous: anItem({
    kind: 'web-page',
    title: 'Detainers explained',
    issuerId: null,
    dateIssued: null,
    sourceUrl: 'https://detainers.example.org/guide',
  }),
  law: anItem({ kind: 'legislation', title: 'Laken Riley Act', dateIssued: '2025-01-29' }),
  datedLaw: anItem({ kind: 'legislation', title: 'Immigration Act 1971', dateIssued: '1971' }),
  three: anItem({
    kind: 'other',
    title: 'Local police and federal detainers',
    issuerId: null,
    author: 'Ann Lee; Bob Ray; Cy Poe',
    dateIssued: '2024',
  }),
  early: anItem({
    kind: 'statement',
    title: 'Statement on trust',
    dateIssued: '2026-01-10',
    sourceUrl: `${SITE}/trust`,
  }),
} as const;

const S = SOURCES;

export const MANUAL_CASES: readonly ManualCase[] = [
  // The Chicago Manual of Style, 17th ed., notes and bibliography
  {
    style: 'chicago-notes',
    rule: '14.207',
    name: 'a statement on a site, first note with a page',
    cites: [[S.statement, '2']],
    citation:
      'Omaha Police Department, “Statement on Cooperation with Federal Immigration Enforcement,” February 3, 2026, 2, https://police.cityofomaha.org/statement.',
    list: [
      'Omaha Police Department. “Statement on Cooperation with Federal Immigration Enforcement.” February 3, 2026. https://police.cityofomaha.org/statement.',
    ],
  },
  {
    style: 'chicago-notes',
    rule: '14.207',
    name: 'a statement of a person on the site of an agency',
    cites: [[S.spoken, null]],
    citation:
      'Todd Schmaderer, “Statement before the City Council,” Omaha Police Department, February 3, 2026, https://police.cityofomaha.org/council.',
    list: [
      'Schmaderer, Todd. “Statement before the City Council.” Omaha Police Department. February 3, 2026. https://police.cityofomaha.org/council.',
    ],
  },
  {
    style: 'chicago-notes',
    rule: '14.207',
    name: 'a press release, called one',
    cites: [[S.press, null]],
    citation:
      'Omaha Police Department, “Police Chief Announces New Detainer Policy,” press release, February 3, 2026, https://police.cityofomaha.org/press.',
    list: [
      'Omaha Police Department. “Police Chief Announces New Detainer Policy.” Press release. February 3, 2026. https://police.cityofomaha.org/press.',
    ],
  },
  {
    style: 'chicago-notes',
    rule: '14.207, 14.12',
    name: 'a page without a date, by the day it was seen',
    cites: [[S.web, null]],
    citation:
      'Omaha Police Department, “Immigration Questions,” accessed March 4, 2026, https://police.cityofomaha.org/faq.',
    list: [
      'Omaha Police Department. “Immigration Questions.” Accessed March 4, 2026. https://police.cityofomaha.org/faq.',
    ],
  },
  {
    style: 'chicago-notes',
    rule: '14.206, 14.79',
    name: 'a page without an author, by its title and site',
    cites: [[S.anonymous, null]],
    citation:
      '“Detainers Explained,” detainers.example.org, accessed March 4, 2026, https://detainers.example.org/guide.',
  },
  {
    style: 'chicago-notes',
    rule: '14.220',
    name: 'a policy as a freestanding publication, its title in italics',
    cites: [[S.policy, '3–5']],
    citation: 'Omaha Police Department, *Policy 428: Immigration Violations*, 2025, 3–5.',
    list: ['Omaha Police Department. *Policy 428: Immigration Violations*. 2025.'],
  },
  {
    style: 'chicago-notes',
    rule: '14.220',
    name: 'an order by its day, on a page with a Roman number',
    cites: [[S.order, 'iv']],
    citation: 'Omaha Police Department, *General Order 7.12: Detainers*, February 3, 2026, iv.',
  },
  {
    style: 'chicago-notes',
    rule: '14.228',
    name: 'a transcript, unpublished, its title in quotation marks',
    cites: [[S.transcript, '7']],
    citation: 'Omaha Police Department, “Press Conference of the Chief,” transcript, January 15, 2026, 7.',
  },
  {
    style: 'chicago-notes',
    rule: '14.229',
    name: 'a letter by writer and recipient, without the word',
    cites: [[S.letter, '2']],
    citation: 'Todd Schmaderer to Deb Fischer, February 3, 2026, 2.',
    list: ['Schmaderer, Todd. Letter to Deb Fischer, February 3, 2026.'],
  },
  {
    style: 'chicago-notes',
    rule: '14.30',
    name: 'a letter again, by the last names',
    cites: [
      [S.letter, '2'],
      [S.order, '1'],
      [S.letter, '3'],
    ],
    citation: 'Schmaderer to Fischer, February 3, 2026, 3.',
  },
  {
    style: 'chicago-notes',
    rule: '14.191, 14.193',
    name: 'a newspaper online, two writers',
    cites: [[S.news, null]],
    citation:
      'Jane Q. Doe and John Roe, “Omaha Police Will Not Hold Immigrants,” *Omaha World-Herald*, February 3, 2026, https://omaha.com/police.',
    list: [
      'Doe, Jane Q., and John Roe. “Omaha Police Will Not Hold Immigrants.” *Omaha World-Herald*, February 3, 2026. https://omaha.com/police.',
    ],
  },
  {
    style: 'chicago-notes',
    rule: '14.199',
    name: 'an unsigned newspaper report, by its title',
    cites: [[S.printedNews, null]],
    citation: '“Council Hears Police Chief,” *Omaha World-Herald*, February 3, 2026.',
  },
  {
    style: 'chicago-notes',
    rule: '14.281',
    name: 'a law without quotation marks',
    cites: [[S.law, null]],
    citation: 'Laken Riley Act (2025).',
  },
  {
    style: 'chicago-notes',
    rule: '14.76',
    name: 'three authors, all of them',
    cites: [[S.three, '4']],
    citation: 'Ann Lee, Bob Ray, and Cy Poe, *Local Police and Federal Detainers*, 2024, 4.',
    list: ['Lee, Ann, Bob Ray, and Cy Poe. *Local Police and Federal Detainers*. 2024.'],
  },
  {
    style: 'chicago-notes',
    rule: '14.30, 14.33',
    name: 'a source cited again after another, by a short title of up to four key words',
    cites: [
      [S.statement, '2'],
      [S.policy, '1'],
      [S.statement, '3'],
    ],
    citation: 'Omaha Police Department, “Statement on Cooperation,” 3.',
  },
  {
    style: 'chicago-notes',
    rule: '14.34',
    name: 'the source of the note before, by its author alone',
    cites: [
      [S.statement, '2'],
      [S.statement, '3'],
    ],
    citation: 'Omaha Police Department, 3.',
  },
  {
    style: 'chicago-notes',
    rule: '14.34',
    name: 'the same source with a note of the author’s own between, by a short title',
    cites: [
      [S.statement, '2', 1],
      [S.statement, '3', 3],
    ],
    citation: 'Omaha Police Department, “Statement on Cooperation,” 3.',
  },
  {
    style: 'chicago-notes',
    rule: '9.61',
    name: 'a range of pages, with the digits that change',
    cites: [[S.policy, '101–108']],
    citation: 'Omaha Police Department, *Policy 428: Immigration Violations*, 2025, 101–8.',
  },
  {
    style: 'chicago-notes',
    rule: '14.67',
    name: 'several sources of one author: a dash for the name, by title',
    cites: [
      [S.order, null],
      [S.policy, null],
    ],
    list: [
      'Omaha Police Department. *General Order 7.12: Detainers*. February 3, 2026.',
      '———. *Policy 428: Immigration Violations*. 2025.',
    ],
  },
  {
    style: 'chicago-notes-ibid',
    rule: '14.34',
    name: '“ibid.” with another page',
    cites: [
      [S.statement, '2'],
      [S.statement, '3'],
    ],
    citation: 'Ibid., 3.',
  },
  {
    style: 'chicago-notes-ibid',
    rule: '14.34',
    name: '“ibid.” alone for the same page',
    cites: [
      [S.statement, '2'],
      [S.statement, '2'],
    ],
    citation: 'Ibid.',
  },
  {
    style: 'chicago-notes-ibid',
    rule: '14.34',
    name: 'no “ibid.” over a note of the author’s own',
    cites: [
      [S.statement, '2', 1],
      [S.statement, '2', 3],
    ],
    citation: 'Omaha Police Department, “Statement on Cooperation,” 2.',
  },
  // The Chicago Manual of Style, 17th ed., author-date
  {
    style: 'chicago-author-date',
    rule: '15.50, 15.23',
    name: 'a statement with a page',
    cites: [[S.statement, '2']],
    citation: '(Omaha Police Department 2026, 2)',
    list: [
      'Omaha Police Department. 2026. “Statement on Cooperation with Federal Immigration Enforcement.” February 3, 2026. https://police.cityofomaha.org/statement.',
    ],
  },
  {
    style: 'chicago-author-date',
    rule: '15.20',
    name: 'two sources of one author and year, told apart by letters in the order of their titles',
    cites: [
      [S.statement, '2'],
      [S.early, '1'],
    ],
    citation: '(Omaha Police Department 2026b, 1)',
    list: [
      'Omaha Police Department. 2026a. “Statement on Cooperation with Federal Immigration Enforcement.” February 3, 2026. https://police.cityofomaha.org/statement.',
      '———. 2026b. “Statement on Trust.” January 10, 2026. https://police.cityofomaha.org/trust.',
    ],
  },
  {
    style: 'chicago-author-date',
    rule: '15.44, 15.50',
    name: 'a page without a date',
    cites: [[S.web, null]],
    citation: '(Omaha Police Department, n.d.)',
    list: [
      'Omaha Police Department. n.d. “Immigration Questions.” Accessed March 4, 2026. https://police.cityofomaha.org/faq.',
    ],
  },
  {
    style: 'chicago-author-date',
    rule: '15.34',
    name: 'a page without an author',
    cites: [[S.anonymous, null]],
    citation: '(“Detainers Explained,” n.d.)',
  },
  {
    style: 'chicago-author-date',
    rule: '15.9, 15.49',
    name: 'a newspaper, two writers',
    cites: [[S.news, null]],
    citation: '(Doe and Roe 2026)',
    list: [
      'Doe, Jane Q., and John Roe. 2026. “Omaha Police Will Not Hold Immigrants.” *Omaha World-Herald*, February 3, 2026. https://omaha.com/police.',
    ],
  },
  {
    style: 'chicago-author-date',
    rule: '15.54',
    name: 'a letter, by its writer',
    cites: [[S.letter, '2']],
    citation: '(Schmaderer 2026, 2)',
    list: ['Schmaderer, Todd. 2026. “Letter to Senator Deb Fischer Regarding Detainers.”'],
  },
  {
    style: 'chicago-author-date',
    rule: '15.9',
    name: 'three authors',
    cites: [[S.three, 'xii–xiv']],
    citation: '(Lee, Ray, and Poe 2024, xii–xiv)',
    list: ['Lee, Ann, Bob Ray, and Cy Poe. 2024. *Local Police and Federal Detainers*.'],
  },
  // Publication Manual of the American Psychological Association, 7th ed.
  {
    style: 'apa',
    rule: '8.13, 8.25, 10.16',
    name: 'a statement with a page',
    cites: [[S.statement, '2']],
    citation: '(Omaha Police Department, 2026, p. 2)',
    list: [
      'Omaha Police Department. (2026, February 3). *Statement on cooperation with federal immigration enforcement*. https://police.cityofomaha.org/statement',
    ],
  },
  {
    style: 'apa',
    rule: '9.21, 10.16',
    name: 'a press release, described in brackets',
    cites: [[S.press, '3–5']],
    citation: '(Omaha Police Department, 2026, pp. 3–5)',
    list: [
      'Omaha Police Department. (2026, February 3). *Police chief announces new detainer policy* [Press release]. https://police.cityofomaha.org/press',
    ],
  },
  {
    style: 'apa',
    rule: '8.19, 9.47',
    name: 'two sources of one author and year, told apart by letters in the order of their days',
    cites: [
      [S.statement, '2'],
      [S.early, '1'],
    ],
    citation: '(Omaha Police Department, 2026a, p. 1)',
    list: [
      'Omaha Police Department. (2026a, January 10). *Statement on trust*. https://police.cityofomaha.org/trust',
      'Omaha Police Department. (2026b, February 3). *Statement on cooperation with federal immigration enforcement*. https://police.cityofomaha.org/statement',
    ],
  },
  {
    style: 'apa',
    rule: '8.13, 9.16',
    name: 'a page without a date, with the day it was retrieved',
    cites: [[S.web, null]],
    citation: '(Omaha Police Department, n.d.)',
    list: [
      'Omaha Police Department. (n.d.). *Immigration questions*. Retrieved March 4, 2026, from https://police.cityofomaha.org/faq',
    ],
  },
  {
    style: 'apa',
    rule: '8.14, 9.12',
    name: 'a page without an author, its title in italics in the text as in the list',
    cites: [[S.anonymous, null]],
    citation: '(*Detainers Explained*, n.d.)',
    list: [
      '*Detainers explained*. (n.d.). detainers.example.org. Retrieved March 4, 2026, from https://detainers.example.org/guide',
    ],
  },
  {
    style: 'apa',
    rule: '8.17, 10.1',
    name: 'a newspaper online, two writers',
    cites: [[S.news, null]],
    citation: '(Doe & Roe, 2026)',
    list: [
      'Doe, J. Q., & Roe, J. (2026, February 3). Omaha police will not hold immigrants. *Omaha World-Herald*. https://omaha.com/police',
    ],
  },
  {
    style: 'apa',
    rule: '8.17',
    name: 'three authors, the first with et al.',
    cites: [[S.three, '4']],
    citation: '(Lee et al., 2024, p. 4)',
    list: ['Lee, A., Ray, B., & Poe, C. (2024). *Local police and federal detainers*.'],
  },
  {
    style: 'apa',
    rule: '8.9',
    name: 'a letter that nobody can retrieve, in the text alone',
    cites: [[S.letter, null]],
    citation: '(T. Schmaderer, personal communication, February 3, 2026)',
    list: [],
  },
  {
    style: 'apa',
    rule: '8.9, 9.21',
    name: 'a letter that can be retrieved, described in brackets',
    cites: [[S.postedLetter, '2']],
    citation: '(Schmaderer, 2026, p. 2)',
    list: ['Schmaderer, T. (2026, February 3). [Letter to Deb Fischer]. https://police.cityofomaha.org/letter'],
  },
  {
    style: 'apa',
    rule: '10.4, 9.21',
    name: 'a memorandum of a person, the agency as the publisher',
    cites: [[S.memo, '2']],
    citation: '(Schmaderer, 2026, p. 2)',
    list: ['Schmaderer, T. (2026). *Cooperation with ICE* [Memorandum]. Omaha Police Department.'],
  },
  // The Bluebook, 21st ed., law review typefaces
  {
    style: 'bluebook-law-review',
    rule: '18.2.2, 8(a), T6, T12',
    name: 'a statement on a site with a page',
    cites: [[S.statement, '2']],
    citation:
      'Omaha Police Dep’t, *Statement on Cooperation with Federal Immigration Enforcement* 2 (Feb. 3, 2026), https://police.cityofomaha.org/statement.',
    list: [],
  },
  {
    style: 'bluebook-law-review',
    rule: '17.2.3',
    name: 'a press release',
    cites: [[S.press, null]],
    citation:
      'Press Release, Omaha Police Dep’t, Police Chief Announces New Detainer Policy (Feb. 3, 2026), https://police.cityofomaha.org/press.',
  },
  {
    style: 'bluebook-law-review',
    rule: '17.2.3, T6',
    name: 'a memorandum of an agency',
    cites: [[S.agencyMemo, '2']],
    citation: 'Memorandum from U.S. Dep’t of Just., Guidance on Civil Detainers, at 2 (Sept. 2025).',
  },
  {
    style: 'bluebook-law-review',
    rule: '17.2.3',
    name: 'a memorandum whose title says so, the word before the writer only',
    cites: [[S.titledMemo, null]],
    citation: 'Memorandum from Off. of the Att’y Gen. of Nebraska, Cooperation of Local Authorities (Feb. 3, 2026).',
  },
  {
    style: 'bluebook-law-review',
    rule: '17.2.3',
    name: 'a letter by writer and recipient',
    cites: [[S.letter, null]],
    citation: 'Letter from Todd Schmaderer to Deb Fischer (Feb. 3, 2026).',
  },
  {
    style: 'bluebook-law-review',
    rule: '15.1(c), 15.3, 15.4',
    name: 'a policy, institution and title in small capitals',
    cites: [[S.policy, '3']],
    citation: '{Omaha Police Dep’t}, {Policy 428: Immigration Violations} 3 (2025).',
  },
  {
    style: 'bluebook-law-review',
    rule: '15.1(b)',
    name: 'three authors, the first with et al.',
    cites: [[S.three, '4']],
    citation: '{Ann Lee et al.}, {Local Police and Federal Detainers} 4 (2024).',
  },
  {
    style: 'bluebook-law-review',
    rule: '16.6(f)',
    name: 'a newspaper online',
    cites: [[S.news, null]],
    citation:
      'Jane Q. Doe & John Roe, *Omaha Police Will Not Hold Immigrants*, {Omaha World-Herald} (Feb. 3, 2026), https://omaha.com/police.',
  },
  {
    style: 'bluebook-law-review',
    rule: '16.6(a)',
    name: 'a newspaper in print, with its page',
    cites: [[S.printedNews, 'A1']],
    citation: '*Council Hears Police Chief*, {Omaha World-Herald}, Feb. 3, 2026, at A1.',
  },
  {
    style: 'bluebook-law-review',
    rule: '18.2.2(c)',
    name: 'a page without a date, when last visited',
    cites: [[S.web, null]],
    citation:
      'Omaha Police Dep’t, *Immigration Questions*, https://police.cityofomaha.org/faq (last visited Mar. 4, 2026).',
  },
  {
    style: 'bluebook-law-review',
    rule: '4.1',
    name: '“id.” with another page',
    cites: [
      [S.policy, '3'],
      [S.policy, '7'],
    ],
    citation: '*Id.* at 7.',
  },
  {
    style: 'bluebook-law-review',
    rule: '4.1',
    name: '“id.” alone',
    cites: [
      [S.policy, '3'],
      [S.policy, '3'],
    ],
    citation: '*Id.*',
  },
  {
    style: 'bluebook-law-review',
    rule: '4.2(a)',
    name: '“supra” with the number of the first note',
    cites: [
      [S.policy, '3', 4],
      [S.law, null, 5],
      [S.policy, '7', 6],
    ],
    citation: '{Omaha Police Dep’t}, *supra* note 4, at 7.',
  },
  {
    style: 'bluebook-law-review',
    rule: '4.2',
    name: 'a law again, never by “supra”',
    cites: [
      [S.law, null],
      [S.policy, '3'],
      [S.law, null],
    ],
    citation: 'Laken Riley Act.',
  },
  {
    style: 'bluebook-law-review',
    rule: '3.2(a)',
    name: 'a range of pages, the last two digits kept',
    cites: [[S.policy, '101–108']],
    citation: '{Omaha Police Dep’t}, {Policy 428: Immigration Violations} 101–08 (2025).',
  },
  // OSCOLA, 4th ed.
  {
    style: 'oscola',
    rule: '3.4.8',
    name: 'a statement on a site with a page',
    cites: [[S.statement, '2']],
    citation:
      'Omaha Police Department, ‘Statement on Cooperation with Federal Immigration Enforcement’ (3 February 2026) 2 <https://police.cityofomaha.org/statement> accessed 4 March 2026.',
    list: [
      'Omaha Police Department, ‘Statement on Cooperation with Federal Immigration Enforcement’ (3 February 2026) <https://police.cityofomaha.org/statement> accessed 4 March 2026',
    ],
  },
  {
    style: 'oscola',
    rule: '3.4.8',
    name: 'a statement of a person on the site of an agency',
    cites: [[S.spoken, null]],
    citation:
      'Todd Schmaderer, ‘Statement before the City Council’ (*Omaha Police Department*, 3 February 2026) <https://police.cityofomaha.org/council> accessed 4 March 2026.',
  },
  {
    style: 'oscola',
    rule: '3.4.13',
    name: 'a letter',
    cites: [[S.letter, null]],
    citation: 'Letter from Todd Schmaderer to Deb Fischer (3 February 2026).',
  },
  {
    style: 'oscola',
    rule: '3.4.1',
    name: 'a memorandum, with what it is before its publisher and year',
    cites: [[S.memo, '2']],
    citation: 'Todd Schmaderer, ‘Cooperation with ICE’ (memorandum, Omaha Police Department 2026) 2.',
    list: ['Schmaderer T, ‘Cooperation with ICE’ (memorandum, Omaha Police Department 2026)'],
  },
  {
    style: 'oscola',
    rule: '2.4.1',
    name: 'a law that bears its year in its name',
    cites: [[S.datedLaw, null]],
    citation: 'Immigration Act 1971.',
  },
  {
    style: 'oscola',
    rule: '1.2.3',
    name: '“ibid” with another page',
    cites: [
      [S.memo, '2'],
      [S.memo, '3'],
    ],
    citation: 'ibid 3.',
  },
  {
    style: 'oscola',
    rule: '1.2.1',
    name: 'a source again, by the last name and the number of the first note',
    cites: [
      [S.memo, '2', 1],
      [S.news, null, 2],
      [S.memo, '3', 5],
    ],
    citation: 'Schmaderer (n 1) 3.',
  },
  {
    style: 'oscola',
    rule: '1.2.1',
    name: 'one of two sources of an author again, with a short title',
    cites: [
      [S.statement, '2'],
      [S.policy, '1'],
      [S.statement, '3'],
    ],
    citation: 'Omaha Police Department, ‘Statement on Cooperation’ (n 1) 3.',
  },
  {
    style: 'oscola',
    rule: '1.7, 3.1.1',
    name: 'the list: last name first, no point at the end',
    cites: [[S.three, null]],
    list: ['Lee A, Ray B and Poe C, ‘Local Police and Federal Detainers’ (2024)'],
  },
];

export const KNOWN_DEVIATIONS: readonly KnownDeviation[] = [
  {
    style: 'apa',
    rule: '6.17, 9.19',
    name: 'titles of works in sentence case',
    why: 'Which words are names cannot be told from the title: it is printed as it is in the metadata.',
    cites: [[anItem({ kind: 'policy', title: 'Policy Rules for Detainers', dateIssued: '2025' }), null]],
    list: ['Omaha Police Department. (2025). *Policy rules for detainers*.'],
    actual: 'Omaha Police Department. (2025). *Policy Rules for Detainers*.',
  },
  {
    style: 'apa',
    rule: '11.5',
    name: 'a law with the place where it is published',
    why: 'The metadata has no field for it.',
    cites: [[S.law, null]],
    list: ['Laken Riley Act, Pub. L. No. 119-1, 139 Stat. 3 (2025).'],
    actual: 'Laken Riley Act (2025).',
  },
  {
    style: 'bluebook-law-review',
    rule: '12.4',
    name: 'a law with the place where it is published',
    why: 'The metadata has no field for it.',
    cites: [[S.law, null]],
    citation: 'Laken Riley Act, Pub. L. No. 119-1, 139 Stat. 3 (2025).',
    actual: 'Laken Riley Act (2025).',
  },
  {
    style: 'bluebook-law-review',
    rule: '17.2.3',
    name: 'a letter with the offices of writer and recipient',
    why: 'Names are stored without what the people are; titles are left out for the other styles’ sake.',
    cites: [[S.letter, null]],
    citation: 'Letter from Todd Schmaderer, Chief of Police, to Deb Fischer, Senator (Feb. 3, 2026).',
    actual: 'Letter from Todd Schmaderer to Deb Fischer (Feb. 3, 2026).',
  },
  {
    style: 'chicago-author-date',
    rule: '15.58',
    name: 'a law, which author-date cites in a note only',
    why: 'A style with citations in the text has no notes for single sources.',
    cites: [[S.law, null]],
    list: [],
    actual: 'Laken Riley Act. 2025.',
  },
  {
    style: 'oscola',
    rule: '3.4.9',
    name: 'a newspaper with its place',
    why: 'The metadata has no field for it.',
    cites: [[S.news, null]],
    citation:
      'Jane Q Doe and John Roe, ‘Omaha Police Will Not Hold Immigrants’ *Omaha World-Herald* (Omaha, 3 February 2026) <https://omaha.com/police> accessed 4 March 2026.',
    actual:
      'Jane Q Doe and John Roe, ‘Omaha Police Will Not Hold Immigrants’ *Omaha World-Herald* (3 February 2026) <https://omaha.com/police> accessed 4 March 2026.',
  },
];
