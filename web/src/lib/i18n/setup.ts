import { createInstance, type BackendModule, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { keepLanguage, LANGUAGES, languageToStartWith, type Language } from './languages';

const i18n = createInstance();

export type WordLoader = (language: string, namespace: string) => Promise<ResourceKey>;

function backendOf(load: WordLoader): BackendModule {
  return {
    type: 'backend',
    init: () => undefined,
    read: load,
  };
}

/** The words come through a loader, because only the app knows which features there are. */
export async function startI18n(load: WordLoader, namespaces: string[], language: Language = languageToStartWith()) {
  i18n.on('languageChanged', (spoken) => {
    document.documentElement.lang = spoken;
  });
  await i18n
    .use(backendOf(load))
    .use(initReactI18next)
    .init({
      lng: language,
      supportedLngs: [...LANGUAGES],
      fallbackLng: 'en',
      ns: namespaces,
      defaultNS: false,
      interpolation: { escapeValue: false },
      returnNull: false,
    });
}

export async function speak(language: Language): Promise<void> {
  keepLanguage(language);
  await i18n.changeLanguage(language);
}
