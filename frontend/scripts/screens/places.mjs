// Where one is beside the desk, the doors and the phone: settings, the palette, the shortcuts.
import { button, line, press, then } from './steps.mjs';

export const places = {
  settings: { act: button(/^(Ajustes|Settings)$/) },
  palette: { act: line('rita') },
  'palette-actions': { act: line('') },
  'palette-templates': { act: line('aviso') },
  shortcuts: { act: then((page) => page.locator('[role=listbox]').focus(), press('?')) },
};
