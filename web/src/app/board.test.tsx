import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Visit } from '@/features/scheduling/board/model';
import { aSheet, aVisit, anEntry } from '@/features/scheduling/board/testing/day';
import { server } from '@/lib/testing/server';
import { aDayAtTheDesk, DAY_PATH, inWeek, MONDAY, NOW, refuse } from './testing/board';
import { open } from './testing/open';

beforeEach(() => vi.useFakeTimers({ now: NOW, toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

const entryOf = (visit: Visit) => anEntry('en_1', '09:30', '09:45', { appointment_id: visit.id });
const board = () => screen.findByRole('region', { name: 'The day, hour by hour' });
const cardOf = async (name: RegExp) => within(await board()).findByRole('button', { name });
const panelOf = (name: string) => screen.findByRole('complementary', { name });
const heard: unknown[] = [];
/** What was sent to a door, and what it answers. */
const door = (path: string, answer: () => Response) =>
  http.post(`*/api/v1${path}`, async ({ request }) => {
    heard.push(await request.json());
    return answer();
  });

beforeEach(() => {
  heard.length = 0;
});

async function openBooking() {
  await open(DAY_PATH);
  await board();
  await userEvent.click(await screen.findByRole('button', { name: 'Book a visit' }));
  const panel = await panelOf('Book a visit');
  await userEvent.type(within(panel).getByLabelText('Patient: phone, name or number'), 'Lak');
  await userEvent.click(await within(panel).findByRole('option', { name: /Lakshmi Iyer/ }));
  return panel;
}

async function openVisit(path = DAY_PATH) {
  await open(path);
  await userEvent.click(await cardOf(/Lakshmi Iyer/));
  return panelOf('Lakshmi Iyer');
}

describe('the day board', () => {
  test('shows who comes to whom, and counts them', async () => {
    aDayAtTheDesk(() => ({ sheets: [aSheet({ entries: [entryOf(aVisit())] })], visits: [aVisit()] }));
    await open(DAY_PATH);
    expect(await cardOf(/Lakshmi Iyer/)).toBeInTheDocument();
    expect(within(await screen.findByRole('region', { name: 'Dr. Asha Kulkarni' })).getByText('Lakshmi Iyer')).toBeInTheDocument();
    expect(screen.getByText('1 expected')).toBeInTheDocument();
  });

  test('says that nobody works on a day', async () => {
    aDayAtTheDesk(() => ({ sheets: [] }));
    await open(DAY_PATH);
    expect(await screen.findByText('Nobody sees patients on this day')).toBeInTheDocument();
  });

  test('says why a visit cannot take its next step', async () => {
    aDayAtTheDesk(() => ({ sheets: [aSheet({ entries: [entryOf(aVisit())] })], visits: [aVisit()] }));
    server.use(http.post('*/api/v1/appointments/ap_1/arrival', () => refuse(409, 'visit-not-so')));
    const panel = await openVisit();
    await userEvent.click(within(panel).getByRole('button', { name: 'Arrived' }));
    expect(await within(panel).findByRole('alert')).toHaveTextContent('The visit is not in a state in which that can be done.');
  });

  test('makes a visit longer by keys, and puts it back when that is refused', async () => {
    aDayAtTheDesk(() => ({ sheets: [aSheet({ entries: [entryOf(aVisit())] })], visits: [aVisit()] }));
    server.use(door('/appointments/ap_1/rescheduling', () => refuse(409, 'slot-taken')));
    await open(DAY_PATH);
    (await cardOf(/Lakshmi Iyer/)).focus();
    await userEvent.keyboard('m{Shift>}{ArrowDown}{/Shift}{Enter}');
    await waitFor(() => expect(heard).toEqual([expect.objectContaining({ starts_at: '2026-11-23T04:00:00.000Z', ends_at: '2026-11-23T04:20:00.000Z' })]));
    expect(await screen.findByRole('alert')).toHaveTextContent('Lakshmi Iyer stays at 9:30 am. Somebody else has this time.');
  });

  test('gives a visit another length by the form alone', async () => {
    aDayAtTheDesk(() => ({ sheets: [aSheet({ entries: [entryOf(aVisit())] })], visits: [aVisit()] }));
    server.use(door('/appointments/ap_1/rescheduling', () => HttpResponse.json(aVisit())));
    const panel = await openVisit();
    await userEvent.click(within(panel).getByRole('button', { name: 'Move…' }));
    expect(within(panel).getByRole('button', { name: 'Move' })).toBeDisabled();
    await userEvent.selectOptions(within(panel).getByLabelText('Length'), '45 min');
    await userEvent.click(within(panel).getByRole('button', { name: 'Move' }));
    await waitFor(() => expect(heard).toEqual([expect.objectContaining({ starts_at: '2026-11-23T04:00:00.000Z', ends_at: '2026-11-23T04:45:00.000Z', scope: 'this' })]));
  });
});

describe('a series', () => {
  const dates = [
    { on: '2026-12-07', starts_at: '2026-12-07T03:30:00+00:00', why: 'slot_taken' },
    { on: '2026-12-14', starts_at: '2026-12-14T03:30:00+00:00', why: 'not_bookable' },
  ];

  test('is booked with how often and how many', async () => {
    aDayAtTheDesk();
    server.use(door('/appointments/series', () => HttpResponse.json({ id: 'sr_1', visits: [inWeek(0), inWeek(1)] }, { status: 201 })));
    const panel = await openBooking();
    await userEvent.selectOptions(within(panel).getByLabelText('Repeat'), 'Every 2 weeks');
    await userEvent.clear(within(panel).getByLabelText('How many visits'));
    await userEvent.type(within(panel).getByLabelText('How many visits'), '4');
    expect(within(panel).getByText('4 visits, the last one on Monday, 4 January.')).toBeInTheDocument();
    await userEvent.click(within(panel).getByRole('button', { name: 'Book 4 visits' }));
    await waitFor(() => expect(heard).toEqual([expect.objectContaining({ patient_id: 'pa_1', every_weeks: 2, count: 4, skip: [], starts_at: '2026-11-23T03:30:00.000Z' })]));
  });

  test('of one visit or of thirty is not asked for', async () => {
    aDayAtTheDesk();
    const panel = await openBooking();
    await userEvent.selectOptions(within(panel).getByLabelText('Repeat'), 'Every week');
    await userEvent.clear(within(panel).getByLabelText('How many visits'));
    await userEvent.type(within(panel).getByLabelText('How many visits'), '30');
    expect(within(panel).getByText('From 2 to 26')).toBeInTheDocument();
    expect(within(panel).getByRole('button', { name: 'Book' })).toBeDisabled();
  });

  test('that cannot be had whole names each date and goes on without them', async () => {
    aDayAtTheDesk();
    const answers = [() => refuse(409, 'series-not-free', { dates }), () => HttpResponse.json({ id: 'sr_1', visits: [inWeek(0)] }, { status: 201 })];
    server.use(door('/appointments/series', () => answers.shift()?.() ?? refuse(500, 'broken')));
    const panel = await openBooking();
    await userEvent.selectOptions(within(panel).getByLabelText('Repeat'), 'Every week');
    await userEvent.click(within(panel).getByRole('button', { name: 'Book 6 visits' }));
    expect(await within(panel).findByRole('alert')).toHaveTextContent('2 of 6 dates cannot be had, so none of them is taken yet.');
    const rows = within(panel).getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(rows).toEqual(['Mon, 7 Dec Somebody else has this time.', 'Mon, 14 Dec The clinic is closed on this day.']);
    await userEvent.click(within(panel).getByRole('button', { name: 'Leave these 2 dates out' }));
    expect(within(panel).queryByRole('alert')).toBeNull();
    expect(within(panel).getByText('Without 7 Dec, 14 Dec')).toBeInTheDocument();
    await userEvent.click(within(panel).getByRole('button', { name: 'Book 4 visits' }));
    await waitFor(() => expect(heard[1]).toMatchObject({ count: 6, skip: ['2026-12-07', '2026-12-14'] }));
  });

  test('is shortened to what is free before the first obstacle', async () => {
    aDayAtTheDesk();
    server.use(door('/appointments/series', () => refuse(409, 'series-not-free', { dates })));
    const panel = await openBooking();
    await userEvent.selectOptions(within(panel).getByLabelText('Repeat'), 'Every week');
    await userEvent.click(within(panel).getByRole('button', { name: 'Book 6 visits' }));
    await userEvent.click(await within(panel).findByRole('button', { name: 'Only the first 2 visits' }));
    expect(within(panel).getByLabelText('How many visits')).toHaveValue('2');
    expect(within(panel).getByRole('button', { name: 'Book 2 visits' })).toHaveFocus();
  });
});

describe('a visit of a series', () => {
  const series = [inWeek(-1, { id: 'ap_0', state: 'completed' }), inWeek(0), inWeek(1), inWeek(2)];
  beforeEach(() => aDayAtTheDesk(() => ({ sheets: [aSheet({ entries: [entryOf(inWeek(0))] })], visits: [inWeek(0)], series })));

  test('says which one it is and leads to the others', async () => {
    const panel = await openVisit();
    expect(await within(panel).findByText('2 of 4')).toBeInTheDocument();
    const all = within(panel).getByRole('region', { name: 'All visits of the series' });
    expect(within(all).getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      'Mon, 16 Nov, 9:30 amDone',
      'Mon, 23 Nov, 9:30 amExpected',
      'Mon, 30 Nov, 9:30 amExpected',
      'Mon, 7 Dec, 9:30 amExpected',
    ]);
    expect(within(all).getByRole('button', { name: /23 Nov/ })).toHaveAttribute('aria-current', 'true');
  });

  test('opens another one on its own day', async () => {
    const history = await open(DAY_PATH);
    await userEvent.click(await cardOf(/Lakshmi Iyer/));
    await userEvent.click(await within(await panelOf('Lakshmi Iyer')).findByRole('button', { name: /30 Nov/ }));
    await waitFor(() => expect(history.location.search).toContain('2026-11-30'));
  });

  test.each([
    ['Only this visit', 'this'],
    ['This and the 2 that follow', 'from_here'],
  ])('is cancelled as far as one says: %s', async (choice, scope) => {
    server.use(door('/appointments/ap_1/cancellation', () => HttpResponse.json(inWeek(0, { state: 'cancelled' }))));
    const panel = await openVisit();
    await within(panel).findByText('2 of 4');
    await userEvent.click(within(panel).getByRole('button', { name: 'Cancel the visit' }));
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByRole('radio', { name: choice }));
    await userEvent.type(within(dialog).getByRole('textbox'), 'The patient moves away');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel the visit' }));
    await waitFor(() => expect(heard).toEqual([{ reason: 'The patient moves away', by: null, scope }]));
  });

  test('is moved with all that follow, and alone when one of those cannot', async () => {
    const dates = [{ on: '2026-12-07', starts_at: '2026-12-07T05:30:00+00:00', why: 'outside_hours' }];
    const answers = [() => refuse(409, 'series-not-free', { dates }), () => HttpResponse.json(inWeek(0))];
    server.use(door('/appointments/ap_1/rescheduling', () => answers.shift()?.() ?? refuse(500, 'broken')));
    const panel = await openVisit();
    await within(panel).findByText('2 of 4');
    await userEvent.click(within(panel).getByRole('button', { name: 'Move…' }));
    await userEvent.click(within(panel).getByRole('radio', { name: 'This and the 2 that follow' }));
    await userEvent.click(within(panel).getByRole('button', { name: '11:00' }));
    await userEvent.click(within(panel).getByRole('button', { name: 'Move' }));
    expect(await within(panel).findByRole('alert')).toHaveTextContent('1 of 3 dates cannot be had');
    expect(within(panel).getByText('The doctor is not in at this time.', { exact: false })).toBeInTheDocument();
    await userEvent.click(within(panel).getByRole('button', { name: 'Only this visit' }));
    await userEvent.click(within(panel).getByRole('button', { name: 'Move' }));
    await waitFor(() => expect(heard).toMatchObject([{ scope: 'from_here', starts_at: '2026-11-23T05:30:00.000Z' }, { scope: 'this' }]));
  });
});

test('a visit that belongs to no series asks nothing about others', async () => {
  aDayAtTheDesk(() => ({ sheets: [aSheet({ entries: [entryOf(aVisit())] })], visits: [aVisit()] }));
  const panel = await openVisit(`/desk?date=${MONDAY}`);
  await userEvent.click(within(panel).getByRole('button', { name: 'Cancel the visit' }));
  expect(within(await screen.findByRole('dialog')).queryByRole('radio')).toBeNull();
});
