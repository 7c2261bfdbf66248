import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { ListRow } from '@/ui/parts/ListRow';
import { Money } from '@/ui/parts/Money';
import type { Service } from './api';
import classes from './profile.module.css';

export function ServiceList({ services }: { services: Service[] }) {
  return (
    <ul>
      {services.map((service) => (
        <ListRow
          key={service.id}
          end={
            <span className={classes.strong}>
              <Money paise={service.price_paise} />
            </span>
          }
        >
          <p className={classes.strong}>{service.name}</p>
          <ServiceTerms service={service} />
        </ListRow>
      ))}
    </ul>
  );
}

function ServiceTerms({ service }: { service: Service }) {
  const { t } = useTranslation('directory');
  const { money } = useFormat();
  const revisit = service.free_revisit;
  return (
    <>
      <p className={classes.small}>
        {t('service.terms', { mode: t(`mode.${service.mode}`), count: service.length_minutes })}
      </p>
      {revisit !== null && (
        <p className={classes.small}>
          {revisit.price_paise === 0
            ? t('service.freeRevisit', { count: revisit.within_days })
            : t('service.cheaperRevisit', { count: revisit.within_days, price: money(revisit.price_paise) })}
        </p>
      )}
    </>
  );
}
