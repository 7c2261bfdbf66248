import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Patient } from '@/features/patients';
import { signOut } from '@/lib/session/session';
import { server } from '@/lib/testing/server';
import { aClinic, anAccount, open, pageOf, withSessionOf } from './testing/open';

const ME = anAccount({ role: 'patient', name: '', email: '', phone: '+919812345678', clinic_id: null });

const aPerson = (differing: Partial<Patient>): Patient => ({
  id: 'pa_1',
  version: 1,
  clinic_id: 'cl_1',
  clinic_name: 'Sahyadri Family Clinic',
  mrn: 'SAH-000001',
  name: 'Lakshmi Iyer',
  sex: 'female',
  born_on: '1990-01-15',
  age: 36,
  phone: '+919812345678',
  relation: 'self',
  language: 'en',
  registered_at: '2026-11-21T04:00:00+00:00',
  state: 'active',
  ...differing,
});

const lakshmi = aPerson({});
const meena = aPerson({ id: 'pa_2', mrn: 'SAH-000002', name: 'Meena Iyer', age: 1, born_on: null, relation: 'child' });

const familyOf = (...people: Patient[]) => http.get('*/api/v1/me/patients', () => pageOf(people));
const clinics = http.get('*/api/v1/clinics', () => pageOf([aClinic()]));

beforeEach(() => localStorage.clear());

async function fill(name: string) {
  await userEvent.type(await screen.findByLabelText('Full name'), name);
  await userEvent.click(screen.getByRole('button', { name: 'I know only the age' }));
  await userEvent.type(screen.getByLabelText('Age in years'), '7');
  await userEvent.selectOptions(screen.getByLabelText('Sex'), 'Female');
  await userEvent.click(screen.getByRole('button', { name: 'Register' }));
}

describe('who is this for?', () => {
  test('one of the family is chosen, and still chosen when the page comes back', async () => {
    withSessionOf(ME);
    server.use(familyOf(lakshmi, meena));
    await open('/me/family');
    const group = await screen.findByRole('group', { name: 'Whom do you want to see a doctor for?' });
    const child = within(group).getByRole('radio', { name: /Meena Iyer.*Child · 1 year · Female.*No\. SAH-000002/ });
    expect(child).not.toBeChecked();
    await userEvent.click(child);
    expect(screen.getByRole('link', { name: 'Find a doctor for Meena Iyer' })).toBeInTheDocument();
    expect(JSON.parse(localStorage.getItem('family-choice') ?? '{}')).toEqual({ account: ME.id, patient: 'pa_2' });
  });

  test('who is alone is chosen without being asked', async () => {
    withSessionOf(ME);
    server.use(familyOf(lakshmi));
    await open('/me/family');
    expect(await screen.findByRole('radio', { name: /Lakshmi Iyer/ })).toBeChecked();
  });

  test('the choice goes with whoever signs out', async () => {
    withSessionOf(ME);
    server.use(familyOf(lakshmi, meena), http.post('*/api/v1/auth/sign-out', () => new HttpResponse(null, { status: 204 })));
    await open('/me/family');
    await userEvent.click(await screen.findByRole('radio', { name: /Meena Iyer/ }));
    await signOut();
    await waitFor(() => expect(localStorage.getItem('family-choice')).toBeNull());
  });
});

describe('a family grows', () => {
  test('the first one is asked for a name, and registered under the phone of the session', async () => {
    const sent: unknown[] = [];
    const people: Patient[] = [];
    withSessionOf(ME);
    server.use(
      clinics,
      http.get('*/api/v1/me/patients', () => pageOf(people)),
      http.post('*/api/v1/me/patients', async ({ request }) => {
        sent.push(await request.json());
        people.push(lakshmi);
        return HttpResponse.json(lakshmi, { status: 201 });
      }),
    );
    await open('/me/family');
    await screen.findByLabelText('Clinic');
    await fill('Lakshmi Iyer');
    expect(await screen.findByRole('radio', { name: /Lakshmi Iyer/ })).toBeChecked();
    expect(sent).toEqual([
      { clinic_id: 'cl_1', name: 'Lakshmi Iyer', sex: 'female', birth: { age: 7 }, relation: 'self', language: 'en', although_alike: false },
    ]);
  });

  test('whoever seems to be there already can be chosen instead', async () => {
    const alike = [{ id: 'pa_2', mrn: 'SAH-000002', name: 'Meena Iyer', sex: 'female', age: 7, masked_phone: '•••• 5678', score: 95 }];
    withSessionOf(ME);
    server.use(
      clinics,
      familyOf(lakshmi, meena),
      http.post('*/api/v1/me/patients', () =>
        HttpResponse.json({ type: '/problems/patient-likely-known', status: 409, alike }, { status: 409 }),
      ),
    );
    await open('/me/family');
    await userEvent.click(await screen.findByRole('button', { name: 'Add a family member' }));
    await fill('Mina Iyer');
    expect(await screen.findByRole('alert')).toHaveTextContent('Is it the same person?');
    await userEvent.click(screen.getByRole('button', { name: 'Yes, choose' }));
    expect(await screen.findByRole('radio', { name: /Meena Iyer/ })).toBeChecked();
  });

  test('a sex is not chosen for anybody', async () => {
    withSessionOf(ME);
    server.use(clinics, familyOf());
    await open('/me/family');
    await userEvent.type(await screen.findByLabelText('Full name'), 'Asha');
    await userEvent.click(screen.getByRole('button', { name: 'Register' }));
    expect(await screen.findByText('Choose one; "Rather not say" is an answer too.')).toBeInTheDocument();
  });
});
