// All words for people. Screens import from here only.
export { language, setLanguage, t } from './language.svelte';
export { languageFor, languageNames, languages, type Language } from './languages';
export {
  actionText,
  characterText,
  contactFieldText,
  faultText,
  findingText,
  fixText,
  guardText,
  noteText,
  reasonText,
  templateStatusText,
  ticketActionText,
  ticketWhyText,
  whyText,
  type Parameters,
  type Told,
} from './codes';
export * from './format';
