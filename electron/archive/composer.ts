import type { composerContract } from '../../shared/contract/composer.ts';
import type { ArchiveMethods, ParsedInput } from '../../shared/contract.ts';
import { automaticBody } from '../../shared/domain/automatic-body.ts';
import type { Briefing } from '../../shared/domain/briefing.ts';
import { BUILT_IN_TEMPLATES, ownTemplate, templateBody } from '../../shared/domain/briefing-templates.ts';
import { bodyOf } from '../../shared/domain/compose-report.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { gatherReport } from './briefing-report.ts';
import { compareVersions, keepVersion, restoreVersion, versionsOf, viewOfVersion } from './briefing-versions.ts';
import { allBriefings, requireBriefing, requireOwnBriefing } from './briefings.ts';
import { fillSectionOf, refreshSectionOf } from './section-contents.ts';

type ComposerMethods = Pick<ArchiveMethods, keyof typeof composerContract>;

/** Composing briefings: their blocks, sections, templates and former states. */
export function composerMethods(core: ArchiveCore): ComposerMethods {
  return {
    'briefing.compose': ({ id }) => core.change(() => planCompose(core, id)),
    'briefing.fillSection': (input) => fillSectionOf(core, input),
    'briefing.refreshSection': (input) => refreshSectionOf(core, input),
    'briefing.templates': async () => {
      const own = (await allBriefings(core)).filter(({ isTemplate }) => isTemplate === true);
      return [...BUILT_IN_TEMPLATES, ...own.map(ownTemplate)];
    },
    'briefing.saveAsTemplate': (input) => core.change(() => planTemplate(core, input)),
    'briefing.keepVersion': (input) => core.change(() => keepVersion(core, input)),
    'briefing.versions': async ({ id }) => (await versionsOf(core, id)).map(viewOfVersion),
    'briefing.compareVersions': (input) => compareVersions(core, input),
    'briefing.restoreVersion': ({ id }) => core.change(() => restoreVersion(core, id)),
  };
}

async function planCompose(core: ArchiveCore, id: string): Promise<Planned<Briefing>> {
  const before = await requireOwnBriefing(core, id);
  if (before.body !== undefined) return { value: before, event: null };
  const time = core.context.now().toISOString();
  const body = automaticBody(await gatherReport(core, before), { newId: core.context.newId, filledAt: time });
  const after: Briefing = { ...before, body, updatedAt: time };
  return {
    value: after,
    event: {
      type: 'briefing.update',
      label: `Compose ${before.title} by hand`,
      changes: [{ entity: 'briefing', id, before, after }],
    },
  };
}

async function planTemplate(
  core: ArchiveCore,
  { id, name, description }: ParsedInput<'briefing.saveAsTemplate'>,
): Promise<Planned<Briefing>> {
  const source = await requireBriefing(core, id);
  const time = core.context.now().toISOString();
  const { versionOf: _versionOf, dismissedFindings: _dismissed, ...fields } = source;
  const after: Briefing = {
    ...fields,
    id: core.context.newId(),
    title: name,
    introduction: description ?? '',
    asOf: null,
    include: [],
    exclude: [],
    order: [],
    body: templateBody(bodyOf(await gatherReport(core, source)), core.context.newId),
    isTemplate: true,
    createdAt: time,
    updatedAt: time,
  };
  return {
    value: after,
    event: {
      type: 'briefing.create',
      label: `Keep ${source.title} as the template ${name}`,
      changes: [{ entity: 'briefing', id: after.id, before: null, after }],
    },
  };
}
