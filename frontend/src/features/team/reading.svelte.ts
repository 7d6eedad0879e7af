// What was last read of the team. It is read when it is opened and when somebody asks, never by itself.
import { faultOf, type FaultView, type TeamView } from '../../bridge';
import type { Desk } from '../../core/desk.svelte';
import { beginningOf, type Period } from './period';

export class TeamReading {
  /** What was told of the chosen period; undefined until it was. */
  told: TeamView | undefined = $state.raw();
  trouble: FaultView | undefined = $state.raw();
  busy = $state(false);
  #asked = 0;

  constructor(private readonly desk: Desk) {}

  /** Another period or chatbot: what was told of the one before says nothing about it. */
  begin(period: Period, bot: string): Promise<boolean> {
    this.told = undefined;
    return this.read(period, bot);
  }

  /** Reads; of several questions under way only the last counts. Tells whether there is something new. */
  async read(period: Period, bot: string): Promise<boolean> {
    const mine = ++this.#asked;
    this.busy = true;
    this.trouble = undefined;
    try {
      const told = await this.desk.door.ask.team({ since: beginningOf(period, this.desk.now), bot });
      if (mine !== this.#asked) return false;
      this.told = told;
      return true;
    } catch (thrown) {
      if (mine === this.#asked) this.trouble = faultOf(thrown).view;
      return false;
    } finally {
      if (mine === this.#asked) this.busy = false;
    }
  }
}
