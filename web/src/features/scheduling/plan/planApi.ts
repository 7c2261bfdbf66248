import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, done } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';

export type Template = components['schemas']['Template'];
export type NewTemplate = components['schemas']['NewTemplate'];
export type DiaryException = components['schemas']['DiaryException'];
export type NewException = components['schemas']['NewException'];
export type Resource = components['schemas']['Resource'];
export type ResourceWish = { name: string; kind: Resource['kind'] };
export type Drawn = components['schemas']['Drawn'];
export type Terms = components['schemas']['Terms'];
export type TermsChange = components['schemas']['TermsChange'];
export type NewClosure = components['schemas']['NewClosure'];
export type Closure = components['schemas']['Closure'];

/** Whose weeks are planned: somebody who sees patients, or a room or device. */
export type PlannedDiary = { id: string; name: string; isRoom: boolean };

export const templatesKey = (diaryId: string) => ['scheduling', 'templates', diaryId] as const;
export const exceptionsKey = (diaryId: string) => ['scheduling', 'exceptions', diaryId] as const;
export const resourcesKey = (clinicId: string) => ['scheduling', 'resources', clinicId] as const;

const practitioner = (id: string) => ({ path: { practitioner_id: id } });
const resource = (id: string) => ({ path: { resource_id: id } });
const seen = (version: number) => ({ 'If-Match': `"v${version}"` });

export const templatesQuery = ({ id, isRoom }: PlannedDiary) =>
  queryOptions({
    queryKey: templatesKey(id),
    queryFn: ({ signal }) =>
      isRoom
        ? answerOf(api.GET('/api/v1/resources/{resource_id}/templates', { params: resource(id), signal }))
        : answerOf(api.GET('/api/v1/practitioners/{practitioner_id}/templates', { params: practitioner(id), signal })),
    select: (page) => page.items.filter(({ state }) => state === 'active').toSorted((a, b) => a.valid_from.localeCompare(b.valid_from)),
  });

export const addTemplate = ({ id, isRoom }: PlannedDiary, body: NewTemplate) =>
  isRoom
    ? answerOf(api.POST('/api/v1/resources/{resource_id}/templates', { params: resource(id), body }))
    : answerOf(api.POST('/api/v1/practitioners/{practitioner_id}/templates', { params: practitioner(id), body }));

export const changeTemplate = ({ id, version }: Template, body: NewTemplate) =>
  answerOf(api.PATCH('/api/v1/templates/{template_id}', { params: { path: { template_id: id }, header: seen(version) }, body }));

export const withdrawTemplate = ({ id, version }: Template) =>
  done(api.DELETE('/api/v1/templates/{template_id}', { params: { path: { template_id: id }, header: seen(version) } }));

export const exceptionsQuery = (diaryId: string) =>
  queryOptions({
    queryKey: exceptionsKey(diaryId),
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/practitioners/{practitioner_id}/exceptions', { params: practitioner(diaryId), signal })),
    select: (page) => page.items.toSorted((a, b) => a.from_at.localeCompare(b.from_at)),
  });

export const addException = (diaryId: string, body: NewException) =>
  answerOf(api.POST('/api/v1/practitioners/{practitioner_id}/exceptions', { params: practitioner(diaryId), body }));

export const withdrawException = (id: string) => done(api.DELETE('/api/v1/exceptions/{exception_id}', { params: { path: { exception_id: id } } }));

export const announceClosure = (clinicId: string, body: NewClosure) =>
  answerOf(api.POST('/api/v1/clinics/{clinic_id}/closures', { params: { path: { clinic_id: clinicId } }, body }));

export const withdrawClosure = (clinicId: string, closureId: string) =>
  done(api.DELETE('/api/v1/clinics/{clinic_id}/closures/{closure_id}', { params: { path: { clinic_id: clinicId, closure_id: closureId } } }));

export const addResource = (clinicId: string, body: ResourceWish) =>
  answerOf(api.POST('/api/v1/clinics/{clinic_id}/resources', { params: { path: { clinic_id: clinicId } }, body }));

export const changeResource = ({ id, version }: Resource, body: ResourceWish) =>
  answerOf(api.PATCH('/api/v1/resources/{resource_id}', { params: { path: { resource_id: id }, header: seen(version) }, body }));

export const withdrawResource = ({ id, version }: Resource) =>
  done(api.DELETE('/api/v1/resources/{resource_id}', { params: { path: { resource_id: id }, header: seen(version) } }));

export const changeTerms = ({ clinic_id, version }: Terms, body: TermsChange) =>
  answerOf(api.PATCH('/api/v1/clinics/{clinic_id}/terms', { params: { path: { clinic_id }, header: seen(version) }, body }));

export const drawSheets = (clinicId: string, body: { first: string; last: string }) =>
  answerOf(api.POST('/api/v1/clinics/{clinic_id}/sheets', { params: { path: { clinic_id: clinicId } }, body }));
