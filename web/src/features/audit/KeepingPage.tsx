import { useTranslation } from 'react-i18next';
import { Holds } from './Holds';
import { PlaceHold } from './PlaceHold';
import { Terms } from './Terms';

/** How long the clinic keeps its records, and what nobody may destroy meanwhile. */
export function KeepingPage() {
  const { t } = useTranslation('audit');
  return (
    <>
      <title>{t('keeping.documentTitle')}</title>
      <Holds />
      <PlaceHold />
      <Terms />
    </>
  );
}
