// The stand-in of Blip for plays: a program of its own that answers as Blip documents, on a port of this machine.
import { spawn } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const program = resolve(process.env.ACTIVA_STAND ?? join(here, '../../build/bin/stand'));

export const base64 = (text) => Buffer.from(text).toString('base64');
export const routerKey = base64('key of the router');
export const deskKey = base64('key of the desk');

/** Starts the stand; `says` lets a customer write. */
export async function startStand() {
  const running = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const address = await new Promise((done, fail) => {
    running.stdout.on('data', (text) => done(/ws:\/\/\S+/.exec(String(text))[0]));
    running.on('exit', (code) => fail(new Error(`the stand ended with ${code}`)));
  });
  return {
    address,
    says: (phone, text) => running.stdin.write(`${phone} ${text}\n`),
    end: () => running.stdin.end(),
  };
}

const field = (page, name, at = 0) => page.getByLabel(name, { exact: true }).nth(at);

/** Goes through the third door and gives the address of the stand. */
export async function openForm(page, address) {
  await page.getByRole('button', { name: /^Connect to Blip/ }).click();
  await page.getByText('Advanced settings').click();
  await field(page, 'Another address of the platform').fill(address);
}

/** Fills in the connection of Camila. */
export async function fillIn(page, { router = 'entregasrouter', key = routerKey, second = deskKey } = {}) {
  await field(page, 'Contract identifier').fill('entregasdelsur');
  await field(page, 'Identifier', 0).fill(router);
  await field(page, 'Key', 0).fill(key);
  await field(page, 'Identifier', 1).fill('atencionsur');
  await field(page, 'Key', 1).fill(second);
  await field(page, 'E-mail').fill('camila@entregas.example');
  await field(page, 'Name').fill('Camila Ríos');
}

/** Connects, and waits for the desk. */
export async function connect(page) {
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByRole('button', { name: /^Presence/ }).waitFor();
}
