import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Sheet } from '@/features/scheduling/board/model';
import { aSheet, aVisit, anEntry } from '@/features/scheduling/board/testing/day';
import { server } from '@/lib/testing/server';
import { aDayAtTheDesk, DAY_PATH, NOW, refuse } from './testing/board';
import { open } from './testing/open';

const aRoom = { id: 're_1', version: 1, clinic_id: 'cl_1', name: 'Ultrasound', kind: 'device', state: 'active' };
const blockedAt = (diaryId: string, from: string, until: string): Sheet =>
  aSheet({ diary_id: diaryId, entries: [anEntry('en_9', from, until, { state: 'blocked', block_id: 'bl_1', reason: 'Supplier' })] });
const aBlock = { id: 'bl_1', diary_id: 'pr_1', from_at: '2026-11-23T10:00:00+05:30', until_at: '2026-11-23T11:00:00+05:30', reason: 'Supplier', seats: 1 };

let said: { path: string; body: unknown }[];
let gaveBack: string[];
let sheets: Sheet[];

/** The diary as it is after each deed. */
const diary = () => [
  http.post('*/api/v1/:kind/:id/blocks', async ({ request, params }) => {
    said.push({ path: `${String(params['kind'])}/${String(params['id'])}`, body: await request.json() });
    sheets = [blockedAt(String(params['id']), '10:00', '11:00')];
    return HttpResponse.json(aBlock, { status: 201 });
  }),
  http.delete('*/api/v1/:kind/:id/blocks/:block', ({ params }) => {
    gaveBack.push(`${String(params['kind'])}/${String(params['id'])}/${String(params['block'])}`);
    sheets = [aSheet()];
    return new HttpResponse(null, { status: 204 });
  }),
];

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  [said, gaveBack, sheets] = [[], [], [aSheet()]];
  aDayAtTheDesk(() => ({ sheets, rooms: [aRoom] }));
  server.use(...diary());
});
afterEach(() => vi.useRealTimers());

const column = () => screen.findByRole('region', { name: 'Dr. Asha Kulkarni' });
const blockedCard = () => screen.findByRole('button', { name: /^Blocked time 10:00\s–\s11:00\sam Supplier$/ });

async function fillIn(from: string, until: string) {
  const panel = await screen.findByRole('complementary', { name: 'Block time' });
  fireEvent.change(within(panel).getByLabelText('From'), { target: { value: from } });
  fireEvent.change(within(panel).getByLabelText('Until'), { target: { value: until } });
  return panel;
}

const pointer = (type: string, y: number) => new MouseEvent(type, { bubbles: true, cancelable: true, clientY: y, clientX: 10, button: 0 });

describe('time', () => {
  test('is taken out by keys alone, and stands on the board as a card of its own', async () => {
    await open(DAY_PATH);
    await column();
    await userEvent.keyboard('b');
    const panel = await fillIn('10:00', '11:00');
    await userEvent.type(within(panel).getByLabelText('Reason'), 'Supplier{Enter}');
    expect(await blockedCard()).toBeInTheDocument();
    expect(said).toEqual([{ path: 'practitioners/pr_1', body: { from_at: '2026-11-23T04:30:00.000Z', until_at: '2026-11-23T05:30:00.000Z', reason: 'Supplier' } }]);
    expect(await screen.findByText(/^10:00\s–\s11:00\sam is blocked, Dr. Asha Kulkarni\.$/)).toBeInTheDocument();
    expect(screen.queryByRole('complementary', { name: 'Block time' })).toBeNull();
  });

  test('is marked by dragging over it, and the form knows from when until when', async () => {
    await open(DAY_PATH);
    const place = await column();
    fireEvent(place, pointer('pointerdown', 60));
    fireEvent(window, pointer('pointermove', 100));
    fireEvent(window, pointer('pointermove', 181));
    fireEvent(window, pointer('pointerup', 181));
    const panel = await screen.findByRole('complementary', { name: 'Block time' });
    expect([within(panel).getByLabelText('From'), within(panel).getByLabelText('Until')].map((field) => (field as HTMLInputElement).value)).toEqual(['09:30', '10:30']);
    expect(within(panel).getByLabelText('Reason')).toHaveFocus();
  });

  test('is given back with one press on its card, and blocked again by undo', async () => {
    sheets = [blockedAt('pr_1', '10:00', '11:00')];
    await open(DAY_PATH);
    await blockedCard();
    await userEvent.click(screen.getByRole('button', { name: /^Give 10:00\s–\s11:00\sam back$/ }));
    await waitFor(() => expect(screen.queryByRole('button', { name: /^Blocked time/ })).toBeNull());
    expect(gaveBack).toEqual(['practitioners/pr_1/bl_1']);
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await blockedCard()).toBeInTheDocument();
    expect(said[0]?.body).toMatchObject({ reason: 'Supplier' });
  });

  test('of a device is taken out at its own door', async () => {
    await open(DAY_PATH);
    await userEvent.click(await screen.findByRole('button', { name: 'Block time' }));
    const panel = await fillIn('10:00', '11:00');
    await userEvent.selectOptions(within(panel).getByLabelText('Whose diary'), 'Ultrasound');
    await userEvent.click(within(panel).getByRole('button', { name: 'Block' }));
    await waitFor(() => expect(said.map(({ path }) => path)).toEqual(['resources/re_1']));
    expect(await screen.findByRole('region', { name: 'Ultrasound' })).toBeInTheDocument();
  });

  test('in which somebody has a visit is told before it is asked for, with the way to move it', async () => {
    const visit = aVisit();
    sheets = [aSheet({ entries: [anEntry('en_1', '09:30', '09:45', { appointment_id: visit.id })] })];
    aDayAtTheDesk(() => ({ sheets, visits: [visit] }));
    await open(DAY_PATH);
    await column();
    await userEvent.keyboard('b');
    const panel = await fillIn('09:00', '10:00');
    expect(await within(panel).findByRole('alert')).toHaveTextContent('One visit stands in this time. Move it first');
    await userEvent.click(within(panel).getByRole('button', { name: 'Move the visit of Lakshmi Iyer' }));
    expect(await screen.findByRole('complementary', { name: 'Lakshmi Iyer' })).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'Move to another time' })).toBeInTheDocument();
  });

  test.each([
    [409, 'slot-taken', {}, 'Somebody has a time in this stretch. Move them first, or choose another stretch.'],
    [422, 'not-valid', { errors: [{ pointer: '/until_at', code: 'past' }] }, 'This time has passed.'],
    [422, 'not-valid', { errors: [{ pointer: '/from_at', code: 'outside_hours' }] }, 'The diary has no page for this day, so there is nothing to block.'],
  ])('that cannot be taken out says why: %i %s', async (status, slug, more, sentence) => {
    server.use(http.post('*/api/v1/practitioners/pr_1/blocks', () => refuse(status, slug, more)));
    await open(DAY_PATH);
    await userEvent.click(await screen.findByRole('button', { name: 'Block time' }));
    const panel = await fillIn('10:00', '11:00');
    await userEvent.click(within(panel).getByRole('button', { name: 'Block' }));
    expect(await within(panel).findByRole('alert')).toHaveTextContent(sentence);
    fireEvent.change(within(panel).getByLabelText('Until'), { target: { value: '10:30' } });
    expect(within(panel).queryByRole('alert')).toBeNull();
  });

  test('that ends before it begins is not asked for', async () => {
    await open(DAY_PATH);
    await userEvent.click(await screen.findByRole('button', { name: 'Block time' }));
    const panel = await fillIn('11:00', '10:00');
    expect(within(panel).getByText('The end must come after the beginning.')).toBeInTheDocument();
    expect(within(panel).getByRole('button', { name: 'Block' })).toBeDisabled();
  });

  test('that a colleague gave back a moment ago is said so', async () => {
    sheets = [blockedAt('pr_1', '10:00', '11:00')];
    server.use(http.delete('*/api/v1/practitioners/pr_1/blocks/bl_1', () => refuse(404, 'not-found')));
    await open(DAY_PATH);
    await userEvent.click(await blockedCard());
    const panel = await screen.findByRole('complementary', { name: 'Blocked time' });
    expect(within(panel).getByText('Supplier')).toBeInTheDocument();
    await userEvent.click(within(panel).getByRole('button', { name: 'Give the time back' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('10:00 – 11:00 am, Dr. Asha Kulkarni: This time was given back already.');
  });
});
