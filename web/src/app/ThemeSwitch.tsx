import { ActionIcon, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AutoIcon, MoonIcon, SunIcon } from '@/ui/parts/icons';

const NEXT = { auto: 'light', light: 'dark', dark: 'auto' } as const;
const ICONS = { auto: AutoIcon, light: SunIcon, dark: MoonIcon };

export function ThemeSwitch() {
  const { t } = useTranslation('app');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = ICONS[colorScheme];
  const label = t('theme.label', { now: t(`theme.${colorScheme}`), next: t(`theme.${NEXT[colorScheme]}`) });
  return (
    <ActionIcon aria-label={label} title={label} onClick={() => setColorScheme(NEXT[colorScheme])}>
      <Icon />
    </ActionIcon>
  );
}
