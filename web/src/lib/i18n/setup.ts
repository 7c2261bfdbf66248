import i18next, { type BackendModule, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { keepLanguage, LANGUAGES, languageToStartWith, type Language } from './languages';

export type WordLoader = (language: string, namespace: string) => Promise<ResourceKey>;

function backendOf(load: WordLoader): BackendModule {
  return {
    type: 'backend',
    init: () => undefined,
    read: (language, namespace, done) => {
      load(language, namespace).then(
        (words) => done(null, words),
        (error: Error) => done(error, null),
      );
    },
  };
}

/** The words come through a loader, because only the app knows which features there are. */
export async function startI18n(load: WordLoader, namespaces: string[], language: Language = languageToStartWith()) {
  i18next.on('languageChanged', (spoken) => {
    document.documentElement.lang = spoken;
  });
  await i18next
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
  await i18next.changeLanguage(language);
}
