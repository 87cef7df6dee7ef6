/** Rules of the W3C Web Annotation Data Model (2017-02-23) that a collection breaks, each with the place; empty for none. */
export function brokenRules(value: unknown): readonly string[] {
  const faults: string[] = [];
  const check = (isKept: boolean, rule: string, where: string): void => {
    if (!isKept) faults.push(`${where}: ${rule}`);
  };
  const collection = fieldsOf(value);
  const context = listOf(collection['@context']);
  check(context[0] === 'http://www.w3.org/ns/anno.jsonld', 'the context begins with that of the W3C (3.1)', '@context');
  check(isIri(collection.id), 'has exactly one IRI as id (5.1)', 'collection');
  check(listOf(collection.type).includes('AnnotationCollection'), 'is an AnnotationCollection (5.1)', 'collection');
  check(typeof collection.label === 'string', 'should have a label (5.1)', 'collection');
  check(
    Number.isInteger(collection.total) && Number(collection.total) >= 0,
    'total is a whole number (5.1)',
    'collection',
  );
  const page = fieldsOf(collection.first);
  check(isIri(page.id), 'has exactly one IRI as id (5.2)', 'page');
  check(page.type === 'AnnotationPage', 'is an AnnotationPage (5.2)', 'page');
  check(page.partOf === collection.id, 'is part of its collection (5.2)', 'page');
  check(page.startIndex === 0, 'begins at 0 (5.2)', 'page');
  const items = listOf(page.items);
  check(items.length === collection.total, 'total is the number of annotations (5.1)', 'collection');
  const ids = new Set<unknown>();
  for (const [index, item] of items.entries()) {
    const where = `annotation ${index}`;
    const annotation = fieldsOf(item);
    check(isIri(annotation.id), 'has exactly one IRI as id (3.1)', where);
    check(!ids.has(annotation.id), 'no other annotation has its id (3.1)', where);
    ids.add(annotation.id);
    check(listOf(annotation.type).includes('Annotation'), 'is an Annotation (3.1)', where);
    check(listOf(annotation.target).length > 0, 'has one target or more (3.1)', where);
    for (const key of ['created', 'modified']) {
      check(isDateTime(annotation[key]), `${key} is an xsd:dateTime in UTC (3.3.1)`, where);
    }
    for (const motivation of listOf(annotation.motivation)) {
      check(MOTIVATIONS.has(motivation), `${String(motivation)} is a motivation (3.3.5)`, where);
    }
    if (annotation.creator !== undefined) checkAgent(fieldsOf(annotation.creator), where, check);
    for (const body of listOf(annotation.body)) checkBody(fieldsOf(body), where, check);
    for (const target of listOf(annotation.target)) checkTarget(fieldsOf(target), where, check);
  }
  return faults;
}

type Fields = Readonly<Record<string, unknown>>;
type Check = (isKept: boolean, rule: string, where: string) => void;

const MOTIVATIONS: ReadonlySet<unknown> = new Set([
  ...['assessing', 'bookmarking', 'classifying', 'commenting', 'describing', 'editing', 'highlighting', 'identifying'],
  ...['linking', 'moderating', 'questioning', 'replying', 'tagging'],
]);

function checkAgent(agent: Fields, where: string, check: Check): void {
  check(['Person', 'Organization', 'Software'].includes(String(agent.type)), 'an agent has its type (3.3.2)', where);
  check(typeof agent.name === 'string' && agent.name !== '', 'an agent has one name (3.3.2)', where);
}

function checkBody(body: Fields, where: string, check: Check): void {
  check(body.type === 'TextualBody', 'an embedded body is a TextualBody (3.2.4)', where);
  check(typeof body.value === 'string', 'a TextualBody has exactly one value (3.2.4)', where);
  check(listOf(body.format).length <= 1, 'a TextualBody has at most one format (3.2.4)', where);
  for (const purpose of listOf(body.purpose))
    check(MOTIVATIONS.has(purpose), 'a purpose is a motivation (3.3.5)', where);
  if (body.created !== undefined) check(isDateTime(body.created), 'created is an xsd:dateTime (3.3.1)', where);
  if (body.creator !== undefined) checkAgent(fieldsOf(body.creator), where, check);
  for (const key of ['agency', 'stance', 'topic', 'coding']) {
    if (body[key] !== undefined) check(isIri(body[key]), `${key} is an IRI, as the context says`, where);
  }
}

function checkTarget(target: Fields, where: string, check: Check): void {
  check(target.type === 'SpecificResource', 'a target with a selector is a SpecificResource (4)', where);
  check(listOf(target.source).length === 1, 'a SpecificResource has exactly one source (4)', where);
  const source = fieldsOf(target.source);
  check(isIri(source.id), 'a source has exactly one IRI as id (3.2.2)', where);
  check(/^[a-z]+\/[\w.+-]+$/.test(String(source.format)), 'a source has a media type (3.2.2)', where);
  if (source.sourceUrl !== undefined) check(isIri(source.sourceUrl), 'sourceUrl is an IRI, as the context says', where);
  const selectors = listOf(target.selector);
  check(selectors.length > 0, 'it has a selector (4.2)', where);
  for (const each of selectors) {
    const selector = fieldsOf(each);
    switch (selector.type) {
      case 'TextQuoteSelector':
        check(typeof selector.exact === 'string', 'exact is given once (4.2.4)', where);
        check(
          typeof selector.prefix === 'string' && typeof selector.suffix === 'string',
          'prefix and suffix (4.2.4)',
          where,
        );
        break;
      case 'TextPositionSelector': {
        const { start, end } = selector;
        const isPlace =
          Number.isInteger(start) && Number.isInteger(end) && Number(start) >= 0 && Number(end) >= Number(start);
        check(isPlace, 'start and end are whole numbers in order (4.2.5)', where);
        break;
      }
      case 'FragmentSelector':
        check(typeof selector.value === 'string', 'value is given once (4.2.1)', where);
        check(isIri(selector.conformsTo), 'conformsTo is an IRI (4.2.1)', where);
        break;
      default:
        check(selector.type === 'PageQuadsSelector', `${String(selector.type)} is known`, where);
    }
  }
}

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};

const listOf = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

/** An absolute IRI (RFC 3987): a scheme and no white space or delimiters. */
const isIri = (value: unknown): boolean =>
  typeof value === 'string' && /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(value);

const isDateTime = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));
