import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { aSheet, aVisit } from '@/features/scheduling/board/testing/day';
import { server } from '@/lib/testing/server';
import { NOW, refuse } from './testing/board';
import { aClinic, aDoctor, anAccount, open, pageOf, someTerms, withSessionOf } from './testing/open';

const aRoom = (differing: object = {}) => ({ id: 're_1', version: 3, clinic_id: 'cl_1', name: 'Room 2', kind: 'room', state: 'active', ...differing });
const aTemplate = {
  id: 'tp_1', version: 4, clinic_id: 'cl_1', diary_id: 'pr_1', valid_from: '2026-11-01', valid_until: null, state: 'active',
  windows: [0, 1, 2].map((weekday) => ({ weekday, from_time: '09:00', until_time: '13:00', slot_minutes: 15, seats: 1, modes: ['in_person'], place: 'Room 2' })),
};

let rooms: ReturnType<typeof aRoom>[];
let strays: object[];
let heard: { said: unknown; seen: string | null }[];
const hear = async (request: Request) => heard.push({ said: await request.json(), seen: request.headers.get('If-Match') });

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  [rooms, strays, heard] = [[aRoom()], [], []];
  withSessionOf(anAccount({ role: 'manager' }));
  server.use(
    http.get('*/api/v1/clinics/cl_1', () => HttpResponse.json(aClinic())),
    http.get('*/api/v1/clinics/cl_1/practitioners', () => pageOf([aDoctor()])),
    http.get('*/api/v1/clinics/cl_1/resources', () => pageOf(rooms)),
    http.get('*/api/v1/clinics/cl_1/strays', () => pageOf(strays)),
    http.get('*/api/v1/clinics/cl_1/closures', () => pageOf([])),
    http.get('*/api/v1/clinics/cl_1/terms', () => HttpResponse.json(someTerms)),
    http.get('*/api/v1/practitioners/pr_1/templates', () => pageOf([aTemplate])),
    http.get('*/api/v1/practitioners/pr_1/exceptions', () => pageOf([])),
    http.get('*/api/v1/resources/re_1/templates', () => pageOf([])),
    http.get('*/api/v1/clinics/cl_1/sheets', () => pageOf([aSheet()])),
  );
});
afterEach(() => vi.useRealTimers());

const openPart = async (name: string) => {
  await open('/admin/plan');
  await userEvent.click(await screen.findByRole('button', { name }));
};

describe('weeks', () => {
  test('are told in a row for days that look alike', async () => {
    await open('/admin/plan');
    expect(await screen.findByText('Mon–Wed')).toBeInTheDocument();
    expect(screen.getByText('09:00–13:00')).toBeInTheDocument();
  });

  test('are changed with the version that was seen, and only when they can be', async () => {
    server.use(
      http.patch('*/api/v1/templates/tp_1', async ({ request }) => {
        await hear(request);
        return HttpResponse.json({ template: aTemplate, with_strays: [] });
      }),
    );
    await open('/admin/plan');
    await userEvent.click(await screen.findByRole('button', { name: 'Change' }));
    const monday = screen.getByRole('group', { name: 'Monday' });
    fireEvent.change(within(monday).getByLabelText('Until'), { target: { value: '08:00' } });
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await within(monday).findByRole('alert')).toHaveTextContent('The end must come after the beginning.');
    expect(heard).toEqual([]);
    fireEvent.change(within(monday).getByLabelText('Until'), { target: { value: '14:00' } });
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(heard).toMatchObject([{ seen: '"v4"', said: { valid_from: '2026-11-01', windows: [{ weekday: 0, until_time: '14:00' }, { weekday: 1 }, { weekday: 2 }] } }]));
  });

  test('that leave somebody without a time name who must be moved', async () => {
    strays = [aVisit()];
    await open('/admin/plan');
    const note = await screen.findByRole('region', { name: '1 visit must be moved' });
    expect(within(note).getByRole('link', { name: 'Lakshmi Iyer' })).toHaveAttribute('href', expect.stringContaining('visit=ap_1'));
  });
});

describe('leave', () => {
  test('for whole days lasts until the end of the last one', async () => {
    server.use(
      http.post('*/api/v1/practitioners/pr_1/exceptions', async ({ request }) => {
        await hear(request);
        return HttpResponse.json({ exception: {}, with_strays: [] }, { status: 201 });
      }),
    );
    await open('/admin/plan');
    fireEvent.change(await screen.findByLabelText('First day'), { target: { value: '2026-12-01' } });
    fireEvent.change(screen.getByLabelText('Last day'), { target: { value: '2026-12-02' } });
    await userEvent.click(screen.getByRole('button', { name: 'Plan it' }));
    await waitFor(() => expect(heard[0]?.said).toMatchObject({ kind: 'leave', from_at: '2026-11-30T18:30:00.000Z', until_at: '2026-12-02T18:30:00.000Z' }));
  });
});

describe('a room', () => {
  test('gets another name where it stands, with the version that was seen', async () => {
    server.use(
      http.patch('*/api/v1/resources/re_1', async ({ request }) => {
        await hear(request);
        rooms = [aRoom({ name: 'Laser room', version: 4 })];
        return HttpResponse.json(rooms[0]);
      }),
    );
    await openPart('Rooms and devices');
    await userEvent.click(await screen.findByRole('button', { name: 'Change Room 2' }));
    const form = screen.getByRole('form', { name: 'Change Room 2' });
    expect(within(form).getByLabelText('Name')).toHaveFocus();
    await userEvent.clear(within(form).getByLabelText('Name'));
    await userEvent.type(within(form).getByLabelText('Name'), 'Laser room{Enter}');
    expect(await screen.findByText('Laser room')).toBeInTheDocument();
    expect(heard).toEqual([{ seen: '"v3"', said: { name: 'Laser room', kind: 'room' } }]);
    expect(screen.getByRole('button', { name: 'Change Laser room' })).toHaveFocus();
  });

  test('keeps its name when another has the new one, and says so', async () => {
    server.use(http.patch('*/api/v1/resources/re_1', () => refuse(409, 'resource-name-taken')));
    await openPart('Rooms and devices');
    await userEvent.click(await screen.findByRole('button', { name: 'Change Room 2' }));
    const form = screen.getByRole('form', { name: 'Change Room 2' });
    await userEvent.click(within(form).getByRole('button', { name: 'Save' }));
    expect(await within(form).findByRole('alert')).toHaveTextContent('There is a room or device of this name already.');
    await userEvent.click(within(form).getByRole('button', { name: 'Cancel' }));
    expect(screen.getByText('Room 2')).toBeInTheDocument();
  });

  test('without a name is not sent', async () => {
    await openPart('Rooms and devices');
    await userEvent.click(await screen.findByRole('button', { name: 'Add' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Write a name.');
  });

  test('is planned in weeks of its own, at its own door', async () => {
    server.use(
      http.post('*/api/v1/resources/re_1/templates', async ({ request }) => {
        await hear(request);
        return HttpResponse.json({ template: aTemplate, with_strays: [] }, { status: 201 });
      }),
    );
    await openPart('Rooms and devices');
    await userEvent.click(await screen.findByRole('button', { name: 'Plan the weeks of Room 2' }));
    expect(await screen.findByLabelText('Whose diary')).toHaveValue('re_1');
    expect(screen.queryByText('Leave and extra time')).toBeNull();
    await userEvent.click(await screen.findByRole('button', { name: 'Plan a week' }));
    await userEvent.click(within(screen.getByRole('group', { name: 'Monday' })).getByRole('button', { name: 'Add hours' }));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(heard[0]?.said).toMatchObject({ valid_from: '2026-11-20', windows: [{ weekday: 0, from_time: '09:00', until_time: '13:00' }] }));
  });
});

const drawn = (made: number, changed: number, withStrays: object[] = []) => async ({ request }: { request: Request }) => {
  await hear(request);
  return HttpResponse.json({ made, changed, with_strays: withStrays });
};

describe('pages of the diary', () => {
  test('are made for some days, and it is told how many', async () => {
    server.use(http.post('*/api/v1/clinics/cl_1/sheets', drawn(12, 1)));
    await openPart('Pages');
    await userEvent.click(screen.getByRole('button', { name: 'Make the pages' }));
    expect(await screen.findByText('12 pages are new. 1 page has other hours now.')).toBeInTheDocument();
    expect(heard[0]?.said).toEqual({ first: '2026-11-20', last: '2026-12-03' });
  });

  test('that were there already are told too', async () => {
    server.use(http.post('*/api/v1/clinics/cl_1/sheets', drawn(0, 0)));
    await openPart('Pages');
    await userEvent.click(screen.getByRole('button', { name: 'Make the pages' }));
    expect(await screen.findByText('All pages of these days are there, and none had to be changed.')).toBeInTheDocument();
  });

  test('on which somebody fits no more lead to who must be moved', async () => {
    server.use(http.post('*/api/v1/clinics/cl_1/sheets', async ({ request }) => {
      strays = [aVisit()];
      return drawn(0, 1, [aSheet()])({ request });
    }));
    await openPart('Pages');
    await userEvent.click(screen.getByRole('button', { name: 'Make the pages' }));
    expect(await screen.findByText(/Some visits fit no more/)).toBeInTheDocument();
    expect(await screen.findByRole('link', { name: 'Lakshmi Iyer' })).toBeInTheDocument();
  });

  test('from a later day to an earlier one are refused in words', async () => {
    server.use(http.post('*/api/v1/clinics/cl_1/sheets', () => refuse(422, 'not-valid', { errors: [{ pointer: '/last', code: 'order' }] })));
    await openPart('Pages');
    await userEvent.click(screen.getByRole('button', { name: 'Make the pages' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('The end comes before the beginning.');
  });

  test('without a day are not asked for', async () => {
    await openPart('Pages');
    fireEvent.change(screen.getByLabelText('Last day'), { target: { value: '' } });
    await userEvent.click(screen.getByRole('button', { name: 'Make the pages' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Say the first and the last day.');
  });
});

test('terms are sent in the diary’s minutes', async () => {
  server.use(
    http.patch('*/api/v1/clinics/cl_1/terms', async ({ request }) => {
      await hear(request);
      return HttpResponse.json({ ...someTerms, version: 2 });
    }),
  );
  await openPart('Terms');
  fireEvent.change(await screen.findByLabelText('Cancelling, in hours'), { target: { value: '6' } });
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(heard).toMatchObject([{ seen: '"v1"', said: { cancel_until_minutes: 360, lead_minutes: 30 } }]));
});

describe('a doctor', () => {
  beforeEach(() => {
    withSessionOf(anAccount({ role: 'doctor' }));
    server.use(http.get('*/api/v1/me/practitioner', () => HttpResponse.json(aDoctor())));
  });

  test('plans the own leave, and reads who of the own patients must be moved', async () => {
    strays = [aVisit({ id: 'ap_9', practitioner_id: 'pr_2', patient: { id: 'pa_9', mrn: 'SAH-9', name: 'Somebody Else’s', phone: null } })];
    server.use(
      http.post('*/api/v1/practitioners/pr_1/exceptions', async ({ request }) => {
        await hear(request);
        strays = [...strays, aVisit()];
        return HttpResponse.json({ exception: {}, with_strays: [] }, { status: 201 });
      }),
    );
    await open('/doctor/plan');
    fireEvent.change(await screen.findByLabelText('First day'), { target: { value: '2026-11-23' } });
    await userEvent.click(screen.getByRole('button', { name: 'Plan it' }));
    const note = await screen.findByRole('region', { name: '1 visit must be moved' });
    expect(within(note).getByText('Lakshmi Iyer')).toBeInTheDocument();
    expect(within(note).getByText('The front desk sees them too, and finds other times for them.')).toBeInTheDocument();
    // The day board is the desk's, so nothing leads there.
    expect(within(note).queryByRole('link')).toBeNull();
    expect(screen.queryByLabelText('Whose diary')).toBeNull();
  });

  test('whom no practitioner is linked to is told whom to ask', async () => {
    server.use(http.get('*/api/v1/me/practitioner', () => refuse(404, 'not-found')));
    await open('/doctor/plan');
    expect(await screen.findByText('Your clinic has not said yet which doctor you are')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Plan it' })).toBeNull();
  });
});
