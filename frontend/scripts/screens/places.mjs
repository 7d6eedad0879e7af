// Where one is beside the desk, the doors and the phone: settings, the palette, the shortcuts.
import { button, line, press, then } from './steps.mjs';

const settings = button(/^(Ajustes|Settings)$/);
const search = (text) => then(settings, (page) => page.locator('.board__search input').fill(text));
/** As a program that nobody has set yet. */
const fresh = (page) =>
  page.evaluate(async () => {
    const { settings } = await globalThis.door.ask.snapshot();
    await globalThis.door.do.changeSettings({ ...settings, region: '' });
  });
const countries = then(settings, fresh, (page) => page.getByRole('combobox').last().click());
const section = (name) => then(settings, button(name));

export const places = {
  settings: { act: settings },
  'settings-section': { act: section(/^(Avisos|Notices)$/) },
  'settings-end': { act: section(/^(Acerca de|Sobre|About)$/) },
  'settings-countries': { act: countries },
  'settings-found': { act: search('en') },
  'settings-found-one': { act: search('enter') },
  'settings-none': { act: search('zzz') },
  palette: { act: line('rita') },
  'palette-actions': { act: line('') },
  'palette-templates': { act: line('aviso') },
  shortcuts: { act: then((page) => page.locator('[role=listbox]').focus(), press('?')) },
};
