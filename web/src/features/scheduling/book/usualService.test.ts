import { describe, expect, test } from 'vitest';
import type { Service } from '@/features/directory';
import { usualService } from './usualService';

const offer = (id: string, price: number, mode: Service['mode'] = 'in_person') => ({ id, price_paise: price, mode }) as Service;
const doctor = { fee_paise: 45_000 };
const certificate = offer('certificate', 30_000);
const consultation = offer('consultation', 45_000);
const video = offer('video', 40_000, 'video');

describe('what is booked when nothing was said', () => {
  test('is what costs the doctor’s own fee', () => expect(usualService(doctor, [certificate, consultation])).toBe(consultation));
  test('is by video for who looked for video', () => expect(usualService(doctor, [consultation, video], 'video')).toBe(video));
  test('is in person where video is not offered', () => expect(usualService(doctor, [consultation], 'video')).toBe(consultation));
  test('is the first one where none costs the fee', () => expect(usualService(doctor, [certificate])).toBe(certificate));
  test('is nothing where nothing is offered', () => expect(usualService(doctor, [])).toBeUndefined());
});
