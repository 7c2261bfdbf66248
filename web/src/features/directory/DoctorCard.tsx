import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { Fact, Facts } from '@/ui/parts/Fact';
import { BuildingIcon, ClockIcon, PlaceIcon, SpeechIcon, VideoIcon } from '@/ui/parts/icons';
import { Initials } from '@/ui/parts/Initials';
import { Money } from '@/ui/parts/Money';
import type { Practitioner } from './api';
import classes from './DoctorCard.module.css';
import { yearsSince } from './experience';
import { RatingText } from './RatingText';
import { useModes } from './useModes';
import { useSpeciality } from './useSpeciality';

/** A doctor in the list. The name is the link; its target covers the whole card. */
export function DoctorCard({ doctor, times }: { doctor: Practitioner; times?: ReactNode }) {
  const { t } = useTranslation('directory');
  const { list } = useFormat();
  const speciality = useSpeciality();
  return (
    <li className={classes.card}>
      <Initials name={doctor.name} />
      <div className={classes.who}>
        <h3 className={classes.name}>
          <Link to="/doctors/$doctorId" params={{ doctorId: doctor.id }} className={classes.link}>
            {doctor.name}
          </Link>
        </h3>
        <p className={classes.speciality}>{list(doctor.specialities.map(speciality))}</p>
        <p className={classes.qualifications}>{doctor.qualifications}</p>
      </div>
      <div className={classes.end}>
        <p className={classes.fee}>
          <Money paise={doctor.fee_paise} />
          <span className={classes.unit}>{t('doctor.perVisit')}</span>
        </p>
        {doctor.rating !== null && <RatingText rating={doctor.rating} />}
      </div>
      <CardFacts doctor={doctor} />
      {times !== undefined && <div className={classes.times}>{times}</div>}
    </li>
  );
}

function CardFacts({ doctor }: { doctor: Practitioner }) {
  const { t } = useTranslation('directory');
  const { list, language } = useFormat();
  const modes = useModes();
  const years = yearsSince(doctor.experience_since_year);
  return (
    <div className={classes.facts}>
      <Facts>
        <Fact icon={PlaceIcon} label={t('doctor.clinic')}>
          {doctor.clinic.name}, {doctor.clinic.city}
        </Fact>
        <Fact icon={SpeechIcon} label={t('doctor.speaks')}>
          {list(doctor.languages.map(language))}
        </Fact>
        {years !== null && (
          <Fact icon={ClockIcon} label={t('doctor.experience')}>
            {t('doctor.practised', { count: years })}
          </Fact>
        )}
        <Fact icon={doctor.modes.includes('in_person') ? BuildingIcon : VideoIcon} label={t('find.mode')}>
          {modes(doctor.modes)}
        </Fact>
      </Facts>
    </div>
  );
}
