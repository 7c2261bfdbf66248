import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { dayIn, ownZone, sameClock } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';
import { BuildingIcon, VideoIcon } from '@/ui/parts/icons';
import { Initials } from '@/ui/parts/Initials';
import { Money } from '@/ui/parts/Money';
import classes from './book.module.css';
import type { Offer } from './OfOffer';

/** With whom, when, where and for how much: always in sight while one books. */
export function Summary({ offer: { doctor, service, clinic }, at }: { offer: Offer; at: string }) {
  const { t } = useTranslation('scheduling/book');
  const { time, day } = useFormat();
  const zone = clinic.time_zone;
  const Icon = service.mode === 'video' ? VideoIcon : BuildingIcon;
  return (
    <section className={classes.summary} aria-label={t('summary.label')}>
      <div className={classes.when}>
        <p className={`${classes.whenTime} tabular`}>{time(at, zone)}</p>
        <p className={classes.whenDay}>{day(dayIn(at, zone), 'long')}</p>
        {!sameClock(zone, ownZone(), new Date(at)) && (
          <p className={`${classes.small} tabular`}>{t('summary.ownTime', { time: time(at, ownZone()), city: clinic.address.city })}</p>
        )}
        <Link to="/doctors/$doctorId" params={{ doctorId: doctor.id }} hash="times" className={classes.change}>
          {t('summary.change')}
        </Link>
      </div>
      <div className={classes.who}>
        <Initials name={doctor.name} size="sm" />
        <div>
          <p className={classes.strong}>{doctor.name}</p>
          <p className={classes.small}>{clinic.name}, {clinic.address.city}</p>
        </div>
      </div>
      <div className={classes.what}>
        <p>
          <Icon size={18} /> {service.name}
          <span className={classes.small}>{t(`service.${service.mode}`, { count: service.length_minutes })}</span>
        </p>
        <p className={classes.strong}>
          <Money paise={service.price_paise} />
        </p>
      </div>
    </section>
  );
}
