/** Said in every sample document. */
export const NOTICE = 'INVENTED SAMPLE DOCUMENT – for demonstration only';

const NOTICE_LONG =
  'Nobody issued this text. It was written to show how Standpoint works; the bodies named in it did not say what it says.';

/** A sample document that is laid out from paragraphs, as PDF or DOCX. */
export interface LaidOutDocument {
  readonly fileName: string;
  readonly title: string;
  readonly author: string;
  /** Instant for the file's own metadata. */
  readonly created: string;
  /** Lines of the letterhead, the first set larger. */
  readonly letterhead: readonly string[];
  /** Label and text of the lines under the letterhead: date, addressee, subject. */
  readonly lines: readonly (readonly [string, string])[];
  /** "# " starts a heading, "- " an item of a list. */
  readonly body: readonly string[];
  readonly signature: readonly string[];
}

/** A sample document whose text is the file. */
export interface WrittenDocument {
  readonly fileName: string;
  readonly content: string;
}

const LAS_VEGAS: LaidOutDocument = {
  fileName: 'las-vegas-statement.pdf',
  title: 'Statement on federal immigration enforcement',
  author: 'Las Vegas Metropolitan Police Department',
  created: '2026-01-15T17:00:00.000Z',
  letterhead: ['Las Vegas Metropolitan Police Department', 'Office of the Sheriff · Public Information Office'],
  lines: [
    ['Date', 'January 15, 2026'],
    ['Subject', 'Statement on federal immigration enforcement'],
  ],
  body: [
    'The memorandum issued this week by the acting Deputy Attorney General has led residents, business owners and our own officers to ask what the Department will and will not do. This statement answers them.',
    '# On the street',
    'Officers of this Department do not stop, question, detain or arrest any person on the ground of immigration status. Our officers will not take part in civil immigration enforcement operations, and no patrol resource will be assigned to them. A caller who reports a burglary, a witness who comes forward and a parent who asks for help will not be asked where they were born.',
    '# At the detention center',
    'The Department will hold a person for federal authorities beyond the time of release only on a warrant signed by a judge. An administrative detainer, which no judge has reviewed, is not such a warrant. On a judicial warrant we will cooperate fully and without delay, as we do with every court.',
    '# Violent crime',
    'Joint work with federal partners against trafficking, organized crime and crimes of violence goes on unchanged. It is criminal work, it is led by evidence, and immigration status plays no part in choosing its targets.',
    'We take no position on federal immigration policy, which is for Congress to make. Our duty is to the safety of everyone in Clark County.',
  ],
  signature: ['Public Information Office', 'Las Vegas Metropolitan Police Department'],
};

const MEMO: LaidOutDocument = {
  fileName: 'deputy-attorney-general-memo.pdf',
  title: 'Memorandum: Cooperation of State and Local Authorities in Immigration Enforcement',
  author: 'Office of the Deputy Attorney General',
  created: '2026-01-12T15:00:00.000Z',
  letterhead: ['U.S. Department of Justice', 'Office of the Deputy Attorney General · Washington, D.C.'],
  lines: [
    ['Date', 'January 12, 2026'],
    ['To', 'All United States Attorneys; heads of Department components'],
    ['From', 'The Acting Deputy Attorney General'],
    ['Subject', 'Cooperation of State and local authorities in immigration enforcement'],
  ],
  body: [
    'This memorandum states the policy of the Department toward State and local authorities in the enforcement of the immigration laws. It takes effect today and supersedes earlier guidance to the extent that the two conflict.',
    '# 1. Policy',
    'The enforcement of the immigration laws is a priority of the Department. State and local authorities are expected to assist federal officers when asked, to honor detainers, and to give notice before a person named in a detainer is released. The Department is grateful to the many sheriffs and police departments that already do so.',
    'Some authorities have announced that they will not assist. The police departments of Las Vegas, Chicago and Stockton are reported to have instructed officers to stay away from civil enforcement. The Department regards a general instruction of that kind as an obstacle to the execution of federal law and not as a matter of local preference.',
    '# 2. Prosecution',
    'Federal law forbids any person to conceal, harbor or shield an alien from detection, and to obstruct proceedings before departments and agencies of the United States. United States Attorneys shall investigate every incident in which a State or local official is reported to have obstructed federal officers or to have directed others to do so.',
    'An official who knowingly directs subordinates to withhold lawful assistance, or who discloses a planned operation in order to defeat it, will be considered for prosecution to the fullest extent of the law, whatever office he or she holds and whatever local ordinance is said to require the conduct. A decision not to charge in such a case shall be reported to this Office with reasons within ten days.',
    '# 3. Funding',
    'Components that award grants shall, within thirty days, identify every discretionary award to a jurisdiction that limits its cooperation. Where the law allows, such awards are to be suspended until the jurisdiction certifies that it complies with 8 U.S.C. § 1373.',
    '# 4. Civil actions',
    'The Civil Division shall bring actions to set aside State and local measures that are preempted by federal law. Settlements shall not be concluded on terms that leave a non-cooperation policy in force.',
    '# 5. Limits',
    'Nothing in this memorandum directs a State or local officer to act as an immigration officer. The Department recognizes that the Constitution does not permit the federal government to command the States to administer a federal program. The line drawn here is between declining to help, which is a choice a jurisdiction will be asked to justify, and standing in the way, which is an offense.',
    'This memorandum creates no right or benefit enforceable at law by any party against the United States.',
  ],
  signature: ['The Acting Deputy Attorney General'],
};

const REPLY: LaidOutDocument = {
  fileName: 'stockton-city-attorney-reply.pdf',
  title: 'Reply to the memorandum of January 12, 2026',
  author: 'City Attorney of Stockton',
  created: '2026-01-27T18:00:00.000Z',
  letterhead: ['City of Stockton', 'Office of the City Attorney · Stockton, California'],
  lines: [
    ['Date', 'January 27, 2026'],
    ['To', 'The Acting Deputy Attorney General, U.S. Department of Justice'],
    ['Re', 'Your memorandum of January 12, 2026'],
  ],
  body: [
    'Your memorandum names the Stockton Police Department and speaks of prosecution. I write on behalf of the City to correct a fact, to state the law as we understand it, and to make an offer.',
    'The fact first. The Department has not told its officers to obstruct anyone. It has told them which work is theirs. An officer of this City who learns of a federal operation will neither join it nor impede it. To decline is not to obstruct, and your own fifth section says so.',
    'The law next. The federal government may not command the officers of a State to administer a federal program: Printz v. United States, 521 U.S. 898 (1997); Murphy v. National Collegiate Athletic Association, 584 U.S. 453 (2018). A threat to prosecute officials for a choice which the Constitution reserves to them is a command by another name. The City will oppose any such prosecution, and any suspension of funds that Congress did not attach to this condition.',
    'As to 8 U.S.C. § 1373, the City does not restrict the exchange of information about citizenship or immigration status with federal authorities. It does not collect that information, and one cannot withhold what one does not hold.',
    'Now the offer. Where your officers bring a warrant signed by a judge, the Stockton Police Department will assist in its execution as it would for any court. Where they pursue violent crime, our detectives are available at any hour. We would welcome a meeting to write these two assurances down.',
  ],
  signature: ['The City Attorney', 'City of Stockton'],
};

const OMAHA_FIRST: LaidOutDocument = {
  fileName: 'omaha-statement-first-issued.docx',
  title: 'Statement on immigration enforcement (first issued)',
  author: 'Omaha Police Department',
  created: '2026-01-16T14:00:00.000Z',
  letterhead: ['Omaha Police Department', 'Office of the Chief of Police'],
  lines: [
    ['Date', 'January 16, 2026'],
    ['Subject', 'Statement on immigration enforcement'],
  ],
  body: [
    'The Omaha Police Department has received inquiries about the memorandum of the acting Deputy Attorney General and about the Governor’s statement of January 13.',
    'Immigration enforcement is the responsibility of the federal government. The Department takes no position on how that responsibility should be exercised. We are reviewing the memorandum with the City’s Law Department and will say more when the review is complete.',
    'Until then, officers will continue to follow existing policy. Officers do not ask victims or witnesses about immigration status. Requests from federal agencies are passed to a supervisor and are decided one by one.',
    'We ask for patience, and we ask anyone who needs the police to call us.',
  ],
  signature: ['The Chief of Police'],
};

const OMAHA_REVISED: LaidOutDocument = {
  fileName: 'omaha-statement-revised.docx',
  title: 'Statement on immigration enforcement (revised)',
  author: 'Omaha Police Department',
  created: '2026-01-23T14:00:00.000Z',
  letterhead: ['Omaha Police Department', 'Office of the Chief of Police'],
  lines: [
    ['Date', 'January 23, 2026'],
    ['Subject', 'Statement on immigration enforcement (revised; replaces the statement of January 16)'],
  ],
  body: [
    'This statement replaces the one issued on January 16. The review announced there is complete.',
    'Immigration enforcement is the responsibility of the federal government. The Omaha Police Department will not take part in it. Officers will not be assigned to civil immigration operations, and requests for such assistance will be declined by the watch commander.',
    'Officers do not ask victims or witnesses about immigration status. A request that rests on a warrant signed by a judge, or that concerns a crime of violence, will be granted in the ordinary way.',
    'The Governor has asked local departments to do more. We have read that request with respect. Trust is what solves cases in this city, and we will not spend it on work that is not ours.',
    'Anyone who needs the police should call us. Nobody who calls will be asked for papers.',
  ],
  signature: ['The Chief of Police'],
};

/** The documents that are laid out as PDF. */
export const PDF_DOCUMENTS: readonly LaidOutDocument[] = [LAS_VEGAS, MEMO, REPLY];

/** The documents that are laid out as DOCX. */
export const DOCX_DOCUMENTS: readonly LaidOutDocument[] = [OMAHA_FIRST, OMAHA_REVISED];

const page = (title: string, author: string, date: string, style: string, main: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="author" content="${author}">
<meta name="date" content="${date}">
<style>
${style}
</style>
</head>
<body>
<p class="notice"><strong>${NOTICE}</strong><br>${NOTICE_LONG}</p>
${main}
</body>
</html>
`;

const CHICAGO = page(
  'Superintendent’s statement on immigration enforcement',
  'Chicago Police Department',
  '2026-01-14',
  'body { font: 17px/1.6 Georgia, serif; max-width: 42rem; margin: 2rem auto; color: #1b1f24 }\n.notice { border: 1px solid #b3261e; color: #b3261e; padding: .5rem .75rem; font: 14px/1.5 sans-serif }\nblockquote { border-left: 3px solid #41b6e6; margin-left: 0; padding-left: 1rem }',
  `<header>
<p>Chicago Police Department · News Affairs</p>
<h1>Superintendent’s statement on immigration enforcement</h1>
<p>January 14, 2026</p>
</header>
<main>
<p>Two days ago the Department of Justice announced that local officials may face prosecution if their officers do not help with immigration enforcement. Chicagoans deserve to know where their police stand.</p>
<p>The Chicago Police Department does not take part in civil immigration enforcement. It will not do so under threat. Members shall not arrest, detain or continue to hold a person solely on the belief that the person is in the country without authorization, or on an administrative warrant or detainer.</p>
<h2>What members will do</h2>
<ul>
<li>Members will answer any call for help at which a person is in danger, whoever that person is, federal officers included.</li>
<li>Members will act on a criminal warrant signed by a judge.</li>
<li>Members will keep the peace where a crowd gathers. Keeping the peace is not enforcement and must not look like it.</li>
</ul>
<h2>What members will not do</h2>
<ul>
<li>Members will not give federal agents access to persons in custody for civil immigration interviews.</li>
<li>Members will not set up a perimeter, block a street or transport a detainee for a civil immigration operation.</li>
</ul>
<p>The Superintendent added:</p>
<blockquote><p>“We oppose the use of city police as a reserve for immigration raids. Every hour spent on it is taken from a shooting that has not been solved, and every family that fears us is a witness we have lost.”</p></blockquote>
<p>The Department will report each request for assistance, and its answer, to the City Council every quarter.</p>
</main>`,
);

const GOVERNOR = page(
  'Governor welcomes federal guidance on immigration enforcement',
  'Office of the Governor of Nebraska',
  '2026-01-13',
  'body { font: 17px/1.6 "Helvetica Neue", Arial, sans-serif; max-width: 42rem; margin: 2rem auto; color: #20242a }\n.notice { border: 1px solid #b3261e; color: #b3261e; padding: .5rem .75rem; font-size: 14px }\nh1 { line-height: 1.2 }',
  `<header>
<p>State of Nebraska · Office of the Governor · Press release</p>
<h1>Governor welcomes federal guidance on immigration enforcement</h1>
<p>Lincoln, January 13, 2026</p>
</header>
<main>
<p>The Governor today welcomed the guidance of the Department of Justice on the part of State and local authorities in immigration enforcement.</p>
<p>“Nebraska will assist,” the Governor said. “The State Patrol will support federal officers when they ask for it, within the law and within its means.”</p>
<p>The Governor asked every sheriff and every chief of police in the State to honor federal detainers and to name an officer who answers federal requests.</p>
<h2>Limits</h2>
<p>The Governor does not favor charges against local officials. “I want partners, not defendants,” the Governor said. “A chief who disagrees with me should hear from me, and not from a grand jury.”</p>
<p>State troopers will not enter schools or places of worship for immigration enforcement unless a judge has issued a warrant or life is in danger.</p>
</main>`,
);

const STOCKTON = `${NOTICE}
${NOTICE_LONG}

STOCKTON POLICE DEPARTMENT
Community Notice

Date:     January 20, 2026
Subject:  Our role when federal immigration officers are in the city

The Stockton Police Department does not enforce immigration law and will not
take part in operations whose purpose is to enforce it.

What this means for you:

1. Officers will not ask about your immigration status.

2. We do not hold anyone on an immigration detainer.

3. We will help federal officers to carry out a warrant if it is signed by a
judge. We check each warrant before we move. A form signed by an immigration
official is not enough.

4. We remain part of the regional task force on firearms and human
trafficking. If an operation of the task force turns into immigration
enforcement, our officers will leave it.

The acting Deputy Attorney General has written that police who hold back
their help may be prosecuted. We have given the memorandum to the City
Attorney, who will answer it. Our policy stays as it is.

If you see something that worries you, call us. Please do not interfere with
federal officers yourself: it is dangerous, and it is a crime.

The Chief of Police
`;

const SHERIFF = `> **${NOTICE}**
>
> ${NOTICE_LONG} There is no Alder County in Nebraska.

# Sheriff's notice to the residents of Alder County

January 13, 2026

The Alder County Sheriff's Office will assist federal immigration officers. I ran for this office on that promise and I intend to keep it.

## What we will do

- We will honor every detainer for up to 48 hours, so that federal officers can take custody in the safety of the jail and not at somebody's door.
- Two deputies are being trained under an agreement with the federal government to serve administrative warrants inside the jail.
- We will share release dates when we are asked for them.

## What we will not do

- Deputies will not run checkpoints, and they will not stop a driver because of how he looks or speaks.
- Victims and witnesses will not be asked about their status. I need them to talk to us.

I have heard the threats against departments that see this differently. I do not think that a badge should be used to threaten another badge. My colleagues in the cities answer to their voters, as I do to mine.

*The Sheriff of Alder County*
`;

const NEWS = `${NOTICE}
${NOTICE_LONG}

THE PLAINS LEDGER
January 30, 2026

Who will help? Police answer the memo in different voices

OMAHA - Less than three weeks after the Justice Department threatened to
prosecute officials who withhold assistance, local answers range from
enthusiasm to refusal.

The Omaha Police Department changed its answer within a week. On January 16
it took no position. On January 23 it said that it would not take part.
"People noticed that the second text is shorter on patience and longer on
policy," said a member of the City Council, who asked not to be named.

In Alder County the sheriff is sending two deputies to be trained. The
Governor has promised the help of the State Patrol but does not want to see
local chiefs charged.

Elsewhere the tone is harder. Chicago's police superintendent said that the
department would not act under threat. In Stockton, the City Attorney told
Washington that to decline is not to obstruct.

A spokesperson for the Department of Justice declined to say whether any
official is under investigation. "The memorandum speaks for itself," the
spokesperson said.

The Lincoln Police Department did not answer questions by press time.
`;

/** The documents whose text is the file. */
export const WRITTEN_DOCUMENTS: readonly WrittenDocument[] = [
  { fileName: 'chicago-statement.html', content: CHICAGO },
  { fileName: 'governor-press-release.html', content: GOVERNOR },
  { fileName: 'stockton-community-notice.txt', content: STOCKTON },
  { fileName: 'alder-county-sheriff-notice.md', content: SHERIFF },
  { fileName: 'plains-ledger-report.txt', content: NEWS },
];
