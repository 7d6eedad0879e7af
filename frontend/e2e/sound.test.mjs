// The sound of a reply, as the browser renders it: what the page plays is recorded from its own audio graph, and
// the samples are looked at. That somebody hears it is the speaker's matter.
import assert from 'node:assert/strict';
import { atOnce, holds, rowOf, sendTo, sharedProgram, talkWith, ticketOf } from './desk.mjs';
import { command } from './program.mjs';

const spoken = { phone: '+5511955550501', name: 'Nina Spoken' };
const other = { phone: '+5511955550502', name: 'Nina Other' };
const inFolder = (...given) => command([...given, '--data', shared.program.folder]);
const reply = ({ phone }, text) => inFolder('phone', '--to', phone, 'reply', text);

const { shared, play } = sharedProgram({
  prepare: async ({ page }) => {
    for (const { phone, name } of [spoken, other]) {
      await inFolder('phone', '--to', phone, 'silent');
      await sendTo(page, phone, name);
      await atOnce(page);
      await holds(rowOf(page, name), /Sent|Delivered|Read/);
    }
    await page.addInitScript(record);
    await page.reload();
  },
});

/** Runs in the page before it: every audio context is recorded on its way to the speaker. */
function record() {
  const heard = { tones: 0, ended: 0, begunAt: 0, recorders: [] };
  globalThis.heard = heard;
  globalThis.AudioContext = class extends globalThis.AudioContext {
    constructor(...given) {
      super(...given);
      this.way = super.createGain();
      const stream = super.createMediaStreamDestination();
      this.way.connect(super.destination);
      this.way.connect(stream);
      const recorder = new MediaRecorder(stream.stream);
      const parts = [];
      recorder.ondataavailable = ({ data }) => parts.push(data);
      recorder.start();
      heard.recorders.push({ context: this, recorder, parts });
    }
    get destination() {
      return this.way;
    }
    createOscillator() {
      heard.tones += 1;
      heard.begunAt = performance.now();
      const oscillator = super.createOscillator();
      oscillator.addEventListener('ended', () => (heard.ended += 1));
      return oscillator;
    }
  };
}

/** The loudest sample of all that was played so far, from 0 to 1; recording goes on. */
function loudest(page) {
  return page.evaluate(async () => {
    let peak = 0;
    for (const { context, recorder, parts } of globalThis.heard.recorders) {
      await new Promise((done) => {
        recorder.addEventListener('stop', done, { once: true });
        recorder.stop();
      });
      const sound = await context.decodeAudioData(await new Blob(parts.splice(0)).arrayBuffer());
      for (const sample of sound.getChannelData(0)) peak = Math.max(peak, Math.abs(sample));
      recorder.start();
    }
    return peak;
  });
}
const tones = (page) => page.evaluate(() => globalThis.heard.tones);
const playedOut = (page, count) => page.waitForFunction((wanted) => globalThis.heard.ended === wanted, count);

/** News that come together make one sound: the next one comes some time after the last. */
const soundsAgain = (page) => page.waitForFunction(() => performance.now() - globalThis.heard.begunAt > 2500);

async function switchSounds(page, on) {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('switch', { name: 'With sound', checked: !on }).click();
  await page.getByRole('switch', { name: 'With sound', checked: on }).waitFor();
  await page.keyboard.press('Control+3');
}

play('a reply is two tones that can be heard; the conversation on screen and the switch keep quiet', async (page) => {
  await page.getByRole('tab', { name: /^Sent/ }).click(); // a page may sound once somebody has touched it
  await reply(spoken, 'Hello');
  await playedOut(page, 2);
  const loudness = await loudest(page);
  assert.ok(loudness > 0.05 && loudness < 0.5, `the loudest sample is ${loudness}`);

  await page.keyboard.press('Control+2');
  await ticketOf(page, 'In progress', spoken.name).click();
  await soundsAgain(page);
  await reply(spoken, 'Are you there?');
  await holds(talkWith(page, spoken.name).getByRole('log'), /Are you there\?/);
  assert.equal(await tones(page), 2, 'what stands on the screen makes no sound');

  await switchSounds(page, false);
  await reply(other, 'Good morning');
  await page.waitForFunction(() => document.title === '(1) Activa');
  assert.equal(await tones(page), 2, 'what is switched off makes no sound');

  await switchSounds(page, true);
  await reply(other, 'Still here');
  await playedOut(page, 4);
  assert.ok((await loudest(page)) > 0.05, 'switched on again, the next one is heard');
});
