import type { FindAgencies } from './agency-names.ts';
import type { LintBlock, LintSentence } from './lint-blocks.ts';
import { OBJECT } from './lint-rules.ts';

/** Why a sentence counts as a statement of fact. */
export type ClaimReason = 'agency' | 'figure' | 'date' | 'report' | 'general';

const REPORTING =
  /\b(?:said|says|stated|states|announce[sd]|declare[sd]|wrote|writes|told|reported|reports|confirm(?:s|ed)|den(?:ies|ied)|warn(?:s|ed)|order(?:s|ed)|direct(?:s|ed)|instruct(?:s|ed)|issue[sd]|publishe[sd]|testifie[sd]|claim(?:s|ed)|pledge[sd]|promise[sd]|refuse[sd]|decline[sd]|agree[sd]|withdrew|withdraws|rescind(?:s|ed)|revoke[sd]|su(?:ed|es)|adopt(?:s|ed)|enact(?:s|ed)|sign(?:s|ed)|vot(?:ed|es)|replied|replies|respond(?:s|ed)|rejected|rejects|oppose[sd]|support(?:s|ed)|endorse[sd]|threaten(?:s|ed)|requires?|required|prohibits?|prohibited|forbids?|forbade|suspend(?:s|ed)|terminate[sd]|ended|began|refers|referred)\b/iu;

const BODY =
  '(?:agenc(?:y|ies)|departments?|sheriffs?|police|offices?|officers?|officials?|cit(?:y|ies)|count(?:y|ies)|states?|governors?|mayors?|chiefs?|troopers?|deput(?:y|ies)|jurisdictions?|statements?|memorand(?:um|a)|courts?|judges?|congress|legislatures?|attorneys?|prosecutors?|jails?|tribes?|nations?)';
const GENERAL = new RegExp(
  `\\b(?:all|most|many|several|some|few|no|none of the|both|each|every|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a (?:majority|minority|number|handful) of|half of|the (?:majority|rest|remaining|others?))\\b[^.;]{0,40}?\\b${BODY}\\b`,
  'iu',
);
const SUBJECT = new RegExp(
  `^(?:["“(]?)(?:the|its|their|his|her|that|this|these|those|an?)\\s+(?:[\\p{L}’'-]+\\s+){0,3}?${BODY}\\b`,
  'iu',
);
const VERB =
  /\b(?:is|are|was|were|has|have|had|will|does|do|did|holds?|held|says?|takes?|took|makes?|made|gives?|gave|asks?|asked|keeps?|kept|stops?|stopped|applies|applied|allows?|allowed|covers?|covered|uses?|used|treats?|treated|limits?|limited|shares?|shared|honou?rs?|cooperates?|assists?|participates?|joins?|joined|works?|worked|runs?|ran|[\p{L}]{3,}(?:ed|es))\b/iu;

const MONTH =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\\.|Feb\\.|Mar\\.|Apr\\.|Aug\\.|Sept?\\.|Oct\\.|Nov\\.|Dec\\.)';
const DATE = new RegExp(
  `\\b${MONTH}\\s+\\d{1,4}\\b|\\b\\d{1,2}\\s+${MONTH}|\\b(?:19|20)\\d{2}\\b|\\b\\d{4}-\\d{2}-\\d{2}\\b`,
  'u',
);
const FIGURE =
  /(?:[$€£]\s?\d|\b\d[\d,.]*\s?(?:%|percent|per cent|million|billion|thousand|hours?|days?|weeks?|months?|years?|officers?|deputies|agencies|departments?|counties|cities|states|people|persons|cases|detainers?|arrests?|grants?|dollars?)\b|\b\d{2,}[\d,]*\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|hundred)[ -](?:percent|per cent|million|thousand|hundred|hours?|days?|weeks?|months?|years?|officers|deputies|agencies|departments|counties|cities|arrests|detainers|grants)\b)/iu;

/** What speaks for itself: the author's own view, advice, guidance through the text, what might be. */
const OWN_VOICE = [
  /\b(?:we|I)\s+(?:(?:also|therefore|do not|cannot|would|can|could|will|have|did not|strongly|now|first|then|only)\s+)*(?:recommend|believe|think|conclude|assess|suggest|advise|propose|consider|expect|judge|infer|find|found|assume|anticipate|see|note|reviewed?|searched|looked|coded|read|treat|count|use|take|set|describe|summari[sz]e|list|compare|quote|turn|ask|rate|regard|understand|counted|compared|collected|excluded|included|left|could|may)\b/iu,
  /\b(?:in|on) (?:our|my) (?:view|judg(?:e)?ment|opinion|assessment|reading|experience|estimation)\b/iu,
  /\bour (?:view|assessment|recommendation|advice|reading|conclusion|judg(?:e)?ment|impression|analysis|understanding)\b/iu,
  /\b(?:it is|it would be|it may be|it might be|it seems|it appears)\s+(?:therefore\s+|thus\s+)?(?:\w+\s+)?(?:recommended|advisable|advised|prudent|wise|better|best|worth|useful|likely|unlikely|possible|plausible|reasonable|sensible|unclear|uncertain|open|doubtful|important|necessary|to be|that|safe|fair|too early|premature|clear|not clear)\b/iu,
  /\bthere (?:is|seems|appears) (?:to be )?(?:no |little |some |good |a )?(?:need|room|reason|risk|case|doubt|opening|scope|chance)\b/iu,
  /\b(?:recommend(?:ed|ation|ations)?|advisable|preferable)\b/iu,
  /^(?:perhaps|presumably|arguably|probably|possibly|clearly|plainly|evidently|ideally|hopefully|on balance|taken together|overall|in sum|in short|by implication|this suggests|that suggests|this implies|that implies|the risk is|the question is|the open question|what matters|what remains)\b/iu,
];
/** Advice and conjecture, unless the sentence reports that somebody said so. */
const MODAL = /\b(?:should|ought to|needs? to|might|would|could|shall we|had better)\b/iu;
const SAID =
  /\b(?:said|says|stated|states|announce[sd]|declare[sd]|wrote|writes|told|reported|warn(?:s|ed)|promise[sd]|pledge[sd]|claim(?:s|ed)|testifie[sd]|confirm(?:s|ed)|den(?:ies|ied)|argue[sd]|replied)\b/iu;
const GUIDANCE = [
  /\b(?:this|the present|our) (?:briefing|report|memo|note|survey|brief|section|chapter|part|paper|digest|chronology|appendix|annex|overview|analysis)\b/iu,
  /\b(?:the|this) (?:following|matrix|table|timeline|chart|list|figure|overview|profile)s?\b/iu,
  /^(?:below|above|here|see|cf\.|compare|note that|note:|for details|for the full|for more|in what follows|the following|what follows|next|first,|second,|third,|finally,|we turn)\b/iu,
  /\b(?:as (?:shown|set out|described|listed|summari[sz]ed) (?:below|above|in (?:the )?(?:table|matrix|section|annex|appendix|timeline))|is (?:shown|set out|described|listed|summari[sz]ed|given|quoted) (?:below|above|in)|are (?:shown|set out|described|listed|summari[sz]ed|given|quoted) (?:below|above|in)|(?:quotes?|sources?) (?:is|are) (?:listed|given|numbered|shown|marked))\b/iu,
];
const IMPERATIVE =
  /^(?:ask|call|invite|consider|request|seek|avoid|keep|send|write|check|compare|consult|contact|decide|do not|don[’']t|draft|ensure|follow|give|hold|let|look|make|monitor|offer|open|plan|prepare|propose|raise|read|remind|reply|review|revisit|schedule|set|share|start|take|talk|tell|treat|try|update|use|verify|wait|watch|work)\b(?!\s+(?:is|are|was|were)\b)/iu;
const HYPOTHETICAL = /^(?:if|were|should|suppose|assuming|had)\b/iu;

/** Blocks that say by themselves what the sentences before them sum up. */
const DISPLAYS: ReadonlySet<LintBlock['node']['type']> = new Set(['matrix', 'timeline', 'profile']);

/** Something happened: a past tense that is no adjective (“a limited reading”) and no passive of the present. */
const PAST =
  /\b(?:was|were|had|did)\b|(?<![\p{L}’-])(?!(?:a|an|the|is|are|be|been|being|of|in|by|to|as|and|or|more|most|less|so|very|not|well|its|their|for|with|on|at|has|have|[\p{L}]+ly)\s)[\p{L}’-]+\s+(?:[\p{L}]+ly\s+)?(?:[\p{L}]{2,}ed|took|gave|made|went|came|held|kept|left|sent|paid|won|lost|met|ran|rose|fell|grew|spoke|told|sought|found|began|became|brought|built|bought|drew|led|stood|struck|chose|broke|withdrew|refused)\b/iu;

/** Why a sentence states a fact that wants a source; null if it does not. */
export function claimReason(sentence: string, findAgencies: FindAgencies): ClaimReason | null {
  // What stands in quotation marks is not said by the sentence.
  const text = sentence
    .replaceAll(OBJECT, ' ')
    .replace(/“[^“”]*”|"[^"]*"/gu, ' “” ')
    .replace(/\s+/gu, ' ')
    .trim();
  if (!/\p{L}{2}.*\s.*\p{L}{2}/su.test(text) || /\?["”’)\]]*$/u.test(text)) return null;
  if (HYPOTHETICAL.test(text) || IMPERATIVE.test(text)) return null;
  if (OWN_VOICE.some((pattern) => pattern.test(text)) || GUIDANCE.some((pattern) => pattern.test(text))) return null;
  if (MODAL.test(text) && !SAID.test(text)) return null;
  const isPast = PAST.test(text);
  if (!VERB.test(text) && !REPORTING.test(text) && !isPast) return null;
  if (findAgencies(text).length > 0) return 'agency';
  if (DATE.test(text)) return 'date';
  if (FIGURE.test(text)) return 'figure';
  if (GENERAL.test(text)) return 'general';
  if (isPast || REPORTING.test(text) || SUBJECT.test(text)) return 'report';
  return null;
}

/** Whether a sentence says where it is from: something cited in it or right after it. */
export function isCited(sentence: LintSentence, blocks: readonly LintBlock[]): boolean {
  if (sentence.objects.length > 0) return true;
  if (!sentence.isLast) return false;
  const next = blocks[sentence.block.index + 1];
  return next?.node.type === 'quote';
}

/** Whether a sentence sums up what is shown right below its paragraph. */
export function sumsUpDisplay({ block }: LintSentence, blocks: readonly LintBlock[]): boolean {
  const next = blocks[block.index + 1];
  return next !== undefined && DISPLAYS.has(next.node.type);
}
