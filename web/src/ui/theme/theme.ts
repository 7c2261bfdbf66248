import {
  ActionIcon,
  Button,
  createTheme,
  NativeSelect,
  PasswordInput,
  Skeleton,
  TextInput,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

/** Jamun: the one accent. It is far from the green, amber and red of the states, so it never reads as one of them. */
const jamun: MantineColorsTuple = [
  '#fbf4f8',
  '#f4e5ee',
  '#e7cadd',
  '#d9a9c8',
  '#c07fa9',
  '#a2578a',
  '#863f70',
  '#6b2a5a',
  '#532046',
  '#3a1532',
];

/** The warm neutral; both tuples are the same family, light to dark, as Mantine wants them. */
const gray: MantineColorsTuple = [
  '#faf7f4',
  '#f3eee9',
  '#e8e1da',
  '#d8cfc6',
  '#b9aea3',
  '#948879',
  '#6f655b',
  '#544b43',
  '#383029',
  '#231d18',
];
const dark: MantineColorsTuple = [
  '#f2ece6',
  '#cfc6bc',
  '#a99e93',
  '#7a6f65',
  '#4b423a',
  '#383029',
  '#26201c',
  '#1f1a17',
  '#181412',
  '#110e0c',
];

/** A thumb needs 44 px and a mouse 40; Mantine's own sizes are a little less. */
const HEIGHTS: Record<string, Record<string, string>> = {
  sm: { '--button-height': '2.5rem' },
  md: { '--button-height': '2.75rem' },
};

const BUTTONS: Record<string, Record<string, string>> = {
  filled: { '--button-color': 'var(--on-accent)' },
  light: { '--button-bg': 'var(--accent-soft)', '--button-hover': 'var(--accent-line)', '--button-color': 'var(--accent)' },
  subtle: { '--button-hover': 'var(--accent-soft)', '--button-color': 'var(--accent)' },
};

export const theme = createTheme({
  colors: { jamun, gray, dark },
  primaryColor: 'jamun',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  black: gray[9],
  fontFamily: 'Anek, "Noto Sans", "Noto Sans Devanagari", system-ui, sans-serif',
  headings: { fontFamily: 'Anek, "Noto Sans", "Noto Sans Devanagari", system-ui, sans-serif', fontWeight: '600' },
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1.0625rem', lg: '1.25rem', xl: '1.5rem' },
  lineHeights: { sm: '1.45', md: '1.5', lg: '1.4' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2.5rem' },
  radius: { sm: '0.5rem', md: '0.75rem', lg: '1rem', xl: '1.5rem' },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', size: 44 } }),
    Button: Button.extend({
      defaultProps: { size: 'md' },
      styles: { root: { fontWeight: 600 } },
      // Mantine reckons its colours for the light theme only; on the dark one they could not be read.
      vars: (_theme, props) => ({ root: { ...HEIGHTS[props.size ?? 'md'], ...BUTTONS[props.variant ?? 'filled'] } }),
    }),
    NativeSelect: NativeSelect.extend({ defaultProps: { size: 'md' } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'md' } }),
    Skeleton: Skeleton.extend({ defaultProps: { radius: 'sm' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'md' } }),
  },
});

/** What a stylesheet may name. A colour that is not in these lists is not part of the look. */
const measures = {
  '--page-width': '72rem',
  '--move': '160ms cubic-bezier(0.2, 0, 0, 1)',
  '--mantine-line-height': '1.5',
};

const lightColours = {
  '--mantine-color-body': '#faf7f4',
  '--mantine-color-text': '#231d18',
  '--mantine-color-dimmed': '#665c52',
  '--mantine-color-anchor': '#6b2a5a',
  '--mantine-color-placeholder': '#756a5f',
  '--mantine-color-default-border': '#d8cfc6',
  '--surface': '#ffffff',
  '--sunken': '#f3eee9',
  '--line': '#e8e1da',
  '--line-strong': '#94897d',
  '--accent': '#6b2a5a',
  '--accent-soft': '#f7ebf3',
  '--accent-line': '#e7cadd',
  '--on-accent': '#ffffff',
  '--lift': '0 1px 2px rgb(58 21 50 / 5%), 0 8px 24px -12px rgb(58 21 50 / 14%)',
  '--good': '#1d6442',
  '--good-soft': '#e6f2ea',
  '--warn': '#7d4f00',
  '--warn-soft': '#fbefd6',
  '--bad': '#9c2a1d',
  '--bad-soft': '#fbe8e4',
};

const darkColours: typeof lightColours = {
  '--mantine-color-body': '#181412',
  '--mantine-color-text': '#f2ece6',
  '--mantine-color-dimmed': '#b3a89d',
  '--mantine-color-anchor': '#e2b8d3',
  '--mantine-color-placeholder': '#978b7f',
  '--mantine-color-default-border': '#4b423a',
  '--surface': '#221c19',
  '--sunken': '#120f0d',
  '--line': '#352d28',
  '--line-strong': '#7d7268',
  '--accent': '#d9a9c8',
  '--accent-soft': '#35222f',
  '--accent-line': '#5a3650',
  '--on-accent': '#2a0f24',
  '--lift': '0 1px 2px rgb(0 0 0 / 30%), 0 12px 32px -16px rgb(0 0 0 / 60%)',
  '--good': '#8fd0a9',
  '--good-soft': '#1b2f24',
  '--warn': '#e9bd6b',
  '--warn-soft': '#33280f',
  '--bad': '#f2a092',
  '--bad-soft': '#3a1d18',
};

export const variables: CSSVariablesResolver = () => ({ variables: measures, light: lightColours, dark: darkColours });
