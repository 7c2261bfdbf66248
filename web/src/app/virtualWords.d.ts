declare module 'virtual:words' {
  type Words = Record<string, import('i18next').ResourceKey>;
  /** By area, then by language. */
  export const files: Record<string, Record<string, () => Promise<{ default: Words }>>>;
  export const areaOf: Record<string, string>;
}
