import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import App from './App.svelte';
import { fakeDoor, type FakeOptions } from './bridge/fake';
import './styles';
import { setAppearance } from './ui/appearance';
import { accessibilityFindings } from './ui/testing/axe';

const entry = () => page.getByRole('navigation').getByRole('button', { name: 'Equipo' });
const figure = (name: RegExp) => page.getByRole('listitem').filter({ hasText: name });
const asOf = (time: string) => page.getByText(`Datos de las ${time}`);
const morning = new Date(2026, 10, 23, 10, 38).getTime();

async function open(options: FakeOptions = {}) {
  const door = fakeDoor({ language: 'es', role: 'supervisor', now: () => morning, ...options });
  await render(App, { door });
  await entry().click();
  await expect.element(page.getByRole('main', { name: 'Equipo' })).toBeVisible();
  return door;
}
const dropped = { phase: 'dropped', since: morning, nextTryAt: morning + 6000 };

beforeEach(() => setAppearance({ theme: 'light', motion: 'less' }));

test('an agent has no way to the board of the team', async () => {
  await render(App, { door: fakeDoor({ language: 'es' }) });
  await expect.element(page.getByRole('navigation').getByRole('button', { name: 'Atención' })).toBeVisible();
  await expect.element(entry()).not.toBeInTheDocument();
});

describe('the board', () => {
  test('counts what was sent, by agent and by reason, and says of when it is', async () => {
    await open();
    await expect.element(figure(/^Enviados/)).toHaveTextContent('Enviados 82');
    await expect.element(figure(/^Respondieron/)).toHaveTextContent(/Respondieron 32 39\s%/);
    await expect.element(figure(/Fallaron/)).toHaveTextContent(/Fallaron 3\s*Vencieron 11/);
    await expect.element(asOf('10:38')).toBeVisible();
    const table = page.getByRole('table', { name: /Por agente/ });
    await expect.element(table.getByRole('row', { name: /^Bruno Díaz En línea 42/ })).toBeVisible();
    await expect.element(table.getByRole('row', { name: /^Todo el equipo 82/ })).toBeVisible();
    await expect.element(table.getByRole('row', { name: /^Maximiliana .* En pausa · 38\smin 9/ })).toBeVisible();
    await expect.element(table.getByRole('row', { name: /^Pedro Aguirre Fuera de línea 0/ })).toBeVisible();
    await expect.element(page.getByText('4 personas, 1 en línea')).toBeVisible();
    const reasons = page.getByRole('region', { name: /^Por qué fallaron/ });
    await expect.element(reasons).toHaveTextContent(/No se pudo entregar\s*2.*El agente no estaba en línea\s*1/);
    await expect.element(page.getByText('En vivo')).not.toBeInTheDocument();
  });

  test('a longer period is chosen from the keyboard, and read', async () => {
    await open();
    await page.getByRole('radio', { name: 'Hoy' }).click();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(figure(/^Enviados/)).toHaveTextContent('Enviados 574');
  });

  test('one chatbot is chosen, and its figures are read', async () => {
    const door = await open();
    await expect.element(figure(/^Enviados/)).toHaveTextContent('Enviados 82');
    await page.getByRole('combobox', { name: 'Chatbot' }).click();
    await page.getByRole('option', { name: 'Casa Serena' }).click();
    await expect.element(figure(/^Enviados/)).toHaveTextContent('Enviados 0');
    await expect.element(page.getByText('4 personas, 1 en línea')).toBeVisible();
    await expect.poll(() => door.team.asked?.bot).toBe('casa');
  });

  test('is kept as a table for a spreadsheet, as it stands', async () => {
    const door = await open();
    await page.getByRole('button', { name: 'Exportar' }).click();
    await expect.poll(() => door.done.filter(({ name }) => name === 'saveText')).toHaveLength(1);
    const [text, name] = door.done.find((one) => one.name === 'saveText')?.given ?? [];
    expect(name).toBe('equipo-2026-11-23.csv');
    const lines = String(text).split('\r\n');
    expect(lines[0]).toBe('\uFEFFAgente;Usuario;Presencia;Enviados;Entregados;Leídos;Respondieron;Fallaron;Vencieron');
    expect(lines[1]).toBe('Bruno Díaz;bruno@activa.local;En línea;42;41;35;19;1;6');
    expect(lines.slice(5, 9)).toEqual([
      '',
      'Por qué fallaron',
      'No se pudo entregar;2',
      'El agente no estaba en línea;1',
    ]);
  });

  test('stands still until somebody asks', async () => {
    let now = morning;
    await open({ now: () => now });
    await expect.element(asOf('10:38')).toBeVisible();
    now += 120_000;
    await page.getByRole('button', { name: 'Actualizar' }).click();
    await expect.element(asOf('10:40')).toBeVisible();
  });

  test('what the platform does not tell is not shown as nothing', async () => {
    await open({ without: ['replies'] });
    await expect.element(figure(/^Leídos/)).toHaveTextContent('Leídos 65');
    await expect.element(page.getByText('Esta plataforma no dice quién respondió')).toBeVisible();
    await expect.element(page.getByText(/solo está quien mandó algo/)).toBeVisible();
    await expect.element(page.getByText('Respondieron')).not.toBeInTheDocument();
    await expect.element(page.getByText('Vencieron')).not.toBeInTheDocument();
  });

  test('however many agents there are, the figures keep their height and a cut name is told whole', async () => {
    const door = fakeDoor({ language: 'es', role: 'supervisor', now: () => morning });
    const counts = { sent: 2, delivered: 2, read: 1, replied: 0, failed: 0, expired: 0 };
    const name = 'Maximiliano Alejandro de la Santísima Trinidad Etchegaray Iturralde';
    door.team.told = { agents: Array.from({ length: 60 }, (_, index) => ({ agent: `${index}`, name, counts })) };
    await render(App, { door });
    await entry().click();
    await expect.element(page.getByText('60 personas mandaron algo')).toBeVisible();
    const funnel = document.querySelector('.funnel');
    expect(funnel?.parentElement?.clientHeight).toBeGreaterThanOrEqual(funnel?.clientHeight ?? Infinity);
    await expect.element(page.getByTitle(name).first()).toBeVisible();
    const board = document.querySelector('.team') as HTMLElement;
    expect(board.scrollHeight).toBeGreaterThan(board.clientHeight);
    expect(getComputedStyle(board).overflowY).toBe('auto');
  });

  test('at 200 % no figure is cut', async () => {
    await page.viewport(640, 400);
    onTestFinished(() => page.viewport(1280, 800));
    await open();
    await expect.element(page.getByRole('table', { name: /Por agente/ })).toBeVisible();
    for (const panel of document.querySelectorAll('.team .panel'))
      expect(panel.scrollWidth).toBeLessThanOrEqual(panel.clientWidth);
  });

  test('without a line from the beginning it promises to read', async () => {
    const door = fakeDoor({ language: 'es', role: 'supervisor', now: () => morning });
    await render(App, { door });
    await expect.element(entry()).toBeVisible();
    door.tell({ connection: dropped });
    await entry().click();
    await expect.element(page.getByText('Las cifras se leen cuando vuelva la línea.')).toBeVisible();
  });

  test('the first day has zeros and says so', async () => {
    await open({ empty: true });
    await expect.element(figure(/^Enviados/)).toHaveTextContent('Enviados 0');
    await expect.element(page.getByText('Todavía no hay envíos hoy')).toBeVisible();
  });

  test('without a line it keeps what it read, and reads nothing', async () => {
    const door = await open();
    await expect.element(asOf('10:38')).toBeVisible();
    door.tell({ connection: dropped });
    await expect.element(page.getByText('Sin línea con la plataforma').first()).toBeVisible();
    await expect.element(figure(/^Enviados/)).toHaveTextContent('Enviados 82');
    await expect.element(page.getByRole('button', { name: 'Actualizar' })).toHaveAttribute('aria-disabled', 'true');
  });

  test('a refusal is told in its place, and asked again', async () => {
    const door = fakeDoor({ language: 'es', role: 'supervisor', now: () => morning });
    door.refuse('team', 'too-many-commands');
    await render(App, { door });
    await entry().click();
    await page.getByRole('button', { name: 'Intentar ahora' }).click();
    await expect.element(figure(/^Enviados/)).toHaveTextContent('Enviados 82');
    await expect.element(page.getByRole('button', { name: 'Intentar ahora' })).not.toBeInTheDocument();
  });
});

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (theme) => {
  const states: Record<string, FakeOptions> = { full: {}, empty: { empty: true }, Blip: { without: ['replies'] } };
  test.each(Object.entries(states))('%s', async (_, options) => {
    const door = fakeDoor({ language: 'es', role: 'supervisor', now: () => morning, ...options });
    const { settings } = await door.ask.snapshot();
    await door.do.changeSettings({ ...settings, theme });
    setAppearance({ theme, motion: 'less' });
    await render(App, { door });
    await entry().click();
    await expect.element(asOf('10:38')).toBeVisible();
    expect(await accessibilityFindings()).toEqual([]);
  });
});
