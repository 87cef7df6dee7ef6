import type { ExchangeImport } from '../../shared/contract/exchange.ts';
import type { MethodInput } from '../../shared/contract.ts';
import type { CodeRole } from '../../shared/exchange/formats.ts';

/** What a person said that top-level codes are, by name. */
export type CodeRoles = Readonly<Record<string, CodeRole>>;

/** What a code can be, as a person reads it. */
export const ROLE_OPTIONS: readonly { readonly value: CodeRole; readonly label: string }[] = [
  { value: 'agency', label: 'Agencies' },
  { value: 'stance', label: 'Stances' },
  { value: 'topic', label: 'Topics' },
  { value: 'skip', label: 'Leave out' },
];

/** The roles as the import takes them. */
export function rolesInput(
  roles: CodeRoles,
): Pick<MethodInput<'exchange.import'>, 'agencyCodes' | 'stanceCodes' | 'topicCodes' | 'skipCodes'> {
  const named = (wanted: CodeRole) => Object.entries(roles).flatMap(([name, role]) => (role === wanted ? [name] : []));
  const [agencyCodes, stanceCodes, topicCodes, skipCodes] = [
    named('agency'),
    named('stance'),
    named('topic'),
    named('skip'),
  ];
  return {
    ...(agencyCodes.length === 0 ? {} : { agencyCodes }),
    ...(stanceCodes.length === 0 ? {} : { stanceCodes }),
    ...(topicCodes.length === 0 ? {} : { topicCodes }),
    ...(skipCodes.length === 0 ? {} : { skipCodes }),
  };
}

/** Whether passages come in whose codes do not say an agency or a stance by themselves. */
export function needsDefaults({ codes, passages }: Pick<ExchangeImport, 'codes' | 'passages'>): boolean {
  const coded = codes.filter(({ role, uses }) => role !== 'skip' && uses > 0);
  const has = (wanted: CodeRole) => coded.some(({ role }) => role === wanted);
  return passages.placed + passages.moved > 0 && coded.length > 0 && !(has('agency') && has('stance'));
}
