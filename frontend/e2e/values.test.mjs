// The variables step: typed, offered, cleaned, checked and seen at once (P4).
import { accessible, choosePerson, chooseTemplate, fieldOf, fill, goOn, holds, plain } from './desk.mjs';
import { sharedProgram, write } from './desk.mjs';
import { until } from './program.mjs';

const { play } = sharedProgram();
const preview = (sheet) => sheet.getByRole('region', { name: 'Message preview' });
const cannotSend = (sheet) => sheet.getByRole('button', { name: /^Send/, disabled: true });
const canSend = (sheet) => sheet.getByRole('button', { name: /^Send/, disabled: false });
const image = { name: 'aviso_entrega', language: 'es' };

async function begin(page, template = plain, person = 'Rita Lima') {
  const sheet = await write(page);
  await chooseTemplate(sheet, template);
  await choosePerson(sheet, person);
  await goOn(sheet);
  return sheet;
}

const filled = (sheet, place, value) => until(async () => (await fieldOf(sheet, place).inputValue()) === value);

/** Pastes as a person does, through the clipboard's own event. */
async function paste(field, text) {
  await field.focus();
  await field.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

play('what is typed stands in the preview, and a variable of the preview leads to its field', async (page) => {
  const sheet = await begin(page);
  await cannotSend(sheet).waitFor();
  await holds(sheet.getByRole('status'), '3 values missing');
  await fill(sheet, { 'body.1': 'Rita', 'body.2': 'A-7' });
  await holds(preview(sheet), /Hola Rita, tu pedido A-7/);
  await holds(sheet.getByRole('status'), '1 value missing');
  await preview(sheet).getByText('{{3}}').click();
  await page.keyboard.type('mañana');
  await holds(preview(sheet), /mañana/);
  await canSend(sheet).waitFor();
  await sheet.getByText('Nothing to fix').waitFor();
  await accessible(page);
});

play('values are offered from the contact, the agent and the day', async (page) => {
  const sheet = await begin(page);
  const place = sheet.locator('[data-place="body.2"]');
  await place.getByRole('button', { name: /^Where it comes from/ }).click();
  const menu = page.getByRole('menu', { name: 'Where it comes from' });
  await menu
    .getByRole('menuitemradio', { name: /Your name/ })
    .first()
    .waitFor();
  await menu.getByRole('menuitemradio', { name: /^Camila Your first name/ }).waitFor();
  await menu.getByRole('menuitemradio', { name: /Today's date/ }).waitFor();
  await menu.getByRole('menuitemradio', { name: /Field: pedido/ }).click();
  await filled(sheet, 'body.2', 'A-20417');
  await fieldOf(sheet, 'body.1').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await menu.getByRole('menuitemradio', { name: /First name/ }).click();
  await holds(preview(sheet), /Hola Rita, tu pedido A-20417/);
});

play('a paste loses its breaks, tabs and runs of spaces, and says so', async (page) => {
  const sheet = await begin(page);
  await paste(fieldOf(sheet, 'body.2'), 'A-1\n\tsecond      part');
  await filled(sheet, 'body.2', 'A-1 second part');
  await sheet.getByText('Line breaks and extra spaces were removed.').waitFor();
  await paste(fieldOf(sheet, 'body.3'), 'clean');
  await fieldOf(sheet, 'body.3').fill('typed');
});

play('a finding has its reason and one click that puts it right', async (page) => {
  const sheet = await begin(page, image);
  await fill(sheet, { 'body.1': 'Rita', 'body.2': 'A      7', 'body.3': 'hoy', 'body.4': 'Ana' });
  await fill(sheet, { 'header.media': 'https://media.activa.example/entrega.jpg' });
  await fill(sheet, { 'button.0.url': 'https://entregasdelsur.example/r/a-7' });
  const findings = sheet.getByRole('region', { name: 'Before sending' });
  await holds(findings, /more than four spaces in a row/);
  await holds(findings, /You pasted the whole link\./);
  await accessible(page);
  await cannotSend(sheet).waitFor();
  await findings.getByRole('button', { name: 'Remove spaces' }).click();
  await findings.getByRole('button', { name: 'Keep the end only' }).click();
  await canSend(sheet).waitFor();
  await filled(sheet, 'button.0.url', 'a-7');
  await filled(sheet, 'body.2', 'A 7');
});

play('a counter says how much room is left', async (page) => {
  const sheet = await begin(page);
  await fieldOf(sheet, 'body.2').fill('x'.repeat(950));
  await sheet
    .locator('[data-place="body.2"]')
    .getByText(/^\d+ left$/)
    .waitFor();
  await fieldOf(sheet, 'body.2').fill('x'.repeat(1200));
  await holds(sheet, /The message is \d+ over\./);
  await cannotSend(sheet).waitFor();
});

const media = 'https://media.activa.example/';
const files = [
  { template: image, good: 'entrega.jpg', facts: /It opens: JPG, .+, \d+ × \d+/, bad: 'factura.pdf' },
  { template: { name: 'comprobante_entrega', language: 'es_MX' }, good: 'factura.pdf', facts: /PDF/, bad: undefined },
  {
    template: { name: 'pedido_en_camino', language: 'es_AR' },
    good: 'recorrido.mp4',
    facts: /MP4/,
    bad: 'entrega.jpg',
  },
];
for (const { template, good, facts, bad } of files) {
  play(`a file for ${template.name} is checked and shown, and another kind refused in words`, async (page) => {
    const sheet = await begin(page, template);
    const field = fieldOf(sheet, 'header.media');
    const said = sheet.locator('[data-place="header.media"]');
    if (bad) {
      await field.fill(media + bad);
      await holds(said, /It is .+, and an? \w+ goes here\./);
      await cannotSend(sheet).waitFor();
      await accessible(page);
    }
    await field.fill(media + good);
    await holds(said, facts);
    await accessible(page);
  });
}

play('an address that is none, is unsafe, private or missing is refused in words', async (page) => {
  const sheet = await begin(page, image);
  const said = sheet.locator('[data-place="header.media"]');
  const refused = {
    'no address': /That isn't a whole link\./,
    'http://media.activa.example/entrega.jpg': /The link isn't secure\./,
    'https://127.0.0.1/entrega.jpg': /inside a private network/,
    'https://media.activa.example/nothing.jpg': /doesn't give the file\. It answers 404\./,
  };
  for (const [address, words] of Object.entries(refused)) {
    await fieldOf(sheet, 'header.media').fill(address);
    await holds(said, words);
  }
});
