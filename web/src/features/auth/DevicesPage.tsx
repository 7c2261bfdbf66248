import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { useMe } from '@/lib/session/useSession';
import { Answered } from '@/ui/parts/Answered';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { EmptyState } from '@/ui/parts/EmptyState';
import { DeviceIcon } from '@/ui/parts/icons';
import { Panel } from '@/ui/parts/Panel';
import { PersonChip } from '@/ui/parts/PersonChip';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import authClasses from './auth.module.css';
import { browserName } from './browser';
import { revokeDevice, type Device } from './own';
import classes from './pages.module.css';
import { approveDevice, clinicDevicesQuery, refuseDevice } from './staff';
import { useAuthRefusal } from './useAuthRefusal';

/** The inbox of devices that wait, and those that were let in. */
export function DevicesPage() {
  const { t } = useTranslation('auth');
  return (
    <>
      <title>{t('inbox.documentTitle')}</title>
      <DeviceList state="waiting" />
      <DeviceList state="approved" />
    </>
  );
}

function DeviceList({ state }: { state: 'waiting' | 'approved' }) {
  const { t } = useTranslation('auth');
  const devices = useQuery(clinicDevicesQuery(state));
  return (
    <Panel title={t(`inbox.${state}.title`)} note={t(`inbox.${state}.note`)}>
      <Answered query={devices} loading={<RowsLoading rows={2} />}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon={DeviceIcon} title={t(`inbox.${state}.empty`)} />
          ) : (
            <ul>
              {items.map((device) => (
                <DeviceRow key={device.id} device={device} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Panel>
  );
}

function DeviceRow({ device }: { device: Device }) {
  const { t } = useTranslation('auth');
  const { moment } = useFormat();
  const facts = { ip: device.ip, at: moment(device.asked_at) };
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <PersonChip name={device.account_name} note={browserName(device.browser)} />
        <p className={`${classes.small} tabular`}>{t('devices.asked', facts)}</p>
      </div>
      {device.match_code !== null && <span className={classes.code}>{device.match_code}</span>}
      <DeviceActs device={device} />
    </li>
  );
}

function DeviceActs({ device }: { device: Device }) {
  const { t } = useTranslation('auth');
  const me = useMe();
  const queries = useQueryClient();
  const sentenceOf = useAuthRefusal();
  const refresh = () => void queries.invalidateQueries({ queryKey: ['auth'] });
  const name = device.account_name;
  const common = { onDone: refresh, sentenceOf };
  if (device.state === 'approved') {
    const question = t('devices.revokeQuestion', { device: `${name}, ${browserName(device.browser)}` });
    return (
      <ConfirmButton label={t('devices.revoke')} question={question} text={t('devices.revokeText')} work={() => revokeDevice(device.id)} {...common} />
    );
  }
  if (device.account_id === me.id) return <p className={classes.small}>{t('inbox.own')}</p>;
  return (
    <div className={classes.acts}>
      <ConfirmButton
        label={t('inbox.approve')}
        question={t('inbox.approveQuestion', { name })}
        text={<CompareCode device={device} />}
        work={() => approveDevice(device)}
        variant="light"
        {...common}
      />
      <ConfirmButton label={t('inbox.refuse')} question={t('inbox.refuseQuestion', { name })} text={t('inbox.refuseText')} work={() => refuseDevice(device)} {...common} />
    </div>
  );
}

/** The comparison is the whole point, so it stands between the wish and the deed. */
function CompareCode({ device }: { device: Device }) {
  const { t } = useTranslation('auth');
  return (
    <>
      <p>{t('inbox.compare', { name: device.account_name })}</p>
      <p className={authClasses.matchCode}>{device.match_code}</p>
    </>
  );
}
