import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { server } from '@/lib/testing/server';
import { aDoctor, choicesAnswer, open, pageOf } from './testing/open';

const LIST = '*/api/v1/practitioners';
const asha = aDoctor();
const rohan = aDoctor({ id: 'pr_2', name: 'Dr. Rohan Deshpande', specialities: ['paediatrics'], rating: null });

/** Every question the list was asked, in order. */
let asked: string[];

beforeEach(() => {
  asked = [];
  server.use(
    choicesAnswer,
    http.get(LIST, ({ request }) => {
      const { searchParams } = new URL(request.url);
      asked.push(searchParams.toString());
      const wanted = searchParams.get('name')?.toLowerCase() ?? '';
      const found = [asha, rohan].filter((doctor) => doctor.name.toLowerCase().includes(wanted));
      return pageOf(found.filter((doctor) => doctor.specialities.includes(searchParams.get('speciality') as never) || !searchParams.has('speciality')));
    }),
  );
});

describe('a visitor who looks for a doctor', () => {
  test('sees each with speciality, place, languages and fee', async () => {
    await open('/');
    const card = (await screen.findByRole('link', { name: 'Dr. Asha Kulkarni' })).closest('li');
    if (card === null) throw new Error('The doctor stands in no list.');
    for (const text of ['Dermatology', 'Sahyadri Family Clinic, Pune', 'English, Marathi', '₹600'])
      expect(within(card).getByText(text)).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: '2 doctors' })).toBeInTheDocument();
  });

  test('types a name and asks the server once, not for every letter', async () => {
    const history = await open('/');
    await userEvent.type(await screen.findByLabelText('Doctor'), 'rohan');
    await screen.findByRole('heading', { name: '1 doctor' });
    expect(asked.filter((question) => question.includes('name='))).toEqual(['name=rohan&limit=20']);
    expect(history.location.search).toBe('?name=rohan');
  });

  test('finds the search of a shared address filled in', async () => {
    await open('/?name=asha&language=mr&mode=video');
    expect(await screen.findByLabelText('Doctor')).toHaveValue('asha');
    await waitFor(() => expect(screen.getByLabelText('Language')).toHaveValue('mr'));
    expect(await screen.findByRole('radio', { name: 'By video' })).toBeChecked();
    expect(asked[0]).toBe('name=asha&language=mr&mode=video&limit=20');
  });

  test('asks the diary for the free times of those who are found, and of nobody else', async () => {
    const diary: URLSearchParams[] = [];
    server.use(
      http.get('*/api/v1/availability/search', ({ request }) => {
        diary.push(new URL(request.url).searchParams);
        return pageOf([]);
      }),
    );
    await open('/?city=Pune&language=mr&mode=video');
    await waitFor(() => expect(diary).not.toHaveLength(0));
    expect([...(diary[0] ?? [])].filter(([name]) => !name.startsWith('da'))).toEqual([['city', 'Pune'], ['language', 'mr'], ['mode', 'video']]);
  });

  test('undoes a filter with the back button', async () => {
    const history = await open('/');
    await userEvent.click(await screen.findByRole('radio', { name: /Paediatrics/ }));
    await screen.findByRole('heading', { name: '1 doctor' });
    history.back();
    await screen.findByRole('heading', { name: '2 doctors' });
    expect(screen.getByRole('radio', { name: 'Every speciality' })).toBeChecked();
  });

  test('takes one filter away by its chip', async () => {
    const history = await open('/?language=mr&mode=video');
    await userEvent.click(await screen.findByRole('button', { name: 'Remove the filter Marathi' }));
    await waitFor(() => expect(history.location.search).toBe('?mode=video'));
  });

  test('is told in a sentence when nobody fits, and can start afresh', async () => {
    const history = await open('/?name=zzzz');
    await userEvent.click(await screen.findByRole('button', { name: 'Clear the search' }));
    await screen.findByRole('heading', { name: '2 doctors' });
    expect(history.location.search).toBe('');
    expect(screen.getByLabelText('Doctor')).toHaveValue('');
  });

  test('is not taken for the founder of an empty house while the answer to a cleared search is on its way', async () => {
    const answers: (() => void)[] = [];
    server.use(
      http.get(LIST, async ({ request }) => {
        if (request.url.includes('name=')) return pageOf([]);
        await new Promise<void>((answer) => answers.push(answer));
        return pageOf([asha, rohan]);
      }),
    );
    await open('/?name=zzzz');
    await userEvent.click(await screen.findByRole('button', { name: 'Clear the search' }));
    await waitFor(() => expect(answers).toHaveLength(1));
    expect(screen.queryByRole('heading', { name: /No doctor/ })).not.toBeInTheDocument();
    answers[0]?.();
    await screen.findByRole('heading', { name: '2 doctors' });
  });
});

describe('the list of doctors', () => {
  test('goes on from its cursor when asked for more', async () => {
    server.use(
      http.get(LIST, ({ request }) =>
        new URL(request.url).searchParams.get('cursor') === 'next' ? pageOf([rohan]) : pageOf([asha], 'next'),
      ),
    );
    await open('/');
    await userEvent.click(await screen.findByRole('button', { name: 'Show more doctors' }));
    expect(await screen.findByRole('link', { name: 'Dr. Rohan Deshpande' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Dr. Asha Kulkarni' })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Show more doctors' })).toBeNull();
  });

  test('says that it is empty when no clinic has added anybody', async () => {
    server.use(http.get(LIST, () => pageOf([])));
    await open('/');
    expect(await screen.findByText('No doctors are listed yet')).toBeInTheDocument();
  });

  test('explains a refusal in its place and loads when tried again', async () => {
    let broken = true;
    server.use(
      http.get(LIST, () =>
        broken
          ? HttpResponse.json({ type: '/problems/broken', status: 400, instance: 'urn:request:42' }, { status: 400 })
          : pageOf([asha]),
      ),
    );
    await open('/');
    expect(await screen.findByText('If you call about this, say number 42.')).toBeInTheDocument();
    broken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'Dr. Asha Kulkarni' })).toBeInTheDocument();
  });

  test('speaks Hindi to a reader of Hindi', async () => {
    await open('/', 'hi');
    expect(await screen.findByRole('heading', { name: '2 डॉक्टर' })).toBeInTheDocument();
    expect(document.documentElement.lang).toBe('hi');
  });
});
