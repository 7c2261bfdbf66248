import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { Fact, Facts } from '@/ui/parts/Fact';
import { BadgeIcon, ClockIcon, SpeechIcon, VideoIcon } from '@/ui/parts/icons';
import type { Practitioner } from './api';
import { yearsSince } from './experience';
import { useModes } from './useModes';

export function DoctorFacts({ doctor }: { doctor: Practitioner }) {
  const { t } = useTranslation('directory');
  const { list, language } = useFormat();
  const modes = useModes();
  const years = yearsSince(doctor.experience_since_year);
  return (
    <Facts spoken>
      {years !== null && (
        <Fact icon={ClockIcon} label={t('doctor.experience')}>
          {t('doctor.years', { count: years })}
        </Fact>
      )}
      <Fact icon={SpeechIcon} label={t('doctor.speaks')}>
        {list(doctor.languages.map(language))}
      </Fact>
      <Fact icon={VideoIcon} label={t('find.mode')}>
        {modes(doctor.modes)}
      </Fact>
      <Fact icon={BadgeIcon} label={t('doctor.registration')}>
        <span className="tabular">{doctor.registration_number}</span>
      </Fact>
    </Facts>
  );
}
