import type { KeyMembers, Lead } from './key-members';
import type { SessionState } from './state';

/** Whose device this page's trust begins with, and whose is in doubt. */
export class KeyLead {
  private held: Lead | undefined;
  private doubted: Lead | undefined;

  current(): Lead | undefined {
    return this.held;
  }

  /** Who is shown as the lead now, while nobody has said that it is them. */
  doubt(): Lead | undefined {
    return this.doubted;
  }

  /** Somebody compared the words. */
  trust(): boolean {
    if (this.doubted === undefined) return false;
    this.held = this.doubted;
    this.doubted = undefined;
    return true;
  }

  /**
   * The lead is who had a device first; another device of theirs counts when the team vouches for it, or a person does.
   *
   * @returns whether it came into doubt just now
   */
  async follow(state: SessionState, members: KeyMembers, ownKey: string): Promise<boolean> {
    const first = state.e2ee?.staff[0];
    if (first === undefined) return false;
    const mine = first.seat === state.you.id;
    const said = { seat: first.seat, key: mine ? ownKey : first.device.key };
    const { held } = this;
    const same = held?.seat === said.seat && held.key === said.key;
    // Nor does one become the lead oneself by the engine's word alone: one's page would vouch for whoever it shows.
    const vouched = async (by: Lead): Promise<boolean> =>
      first.device.key === said.key && (await members.isTrusted(state, said.seat, first.device, by));
    if (held === undefined || same || (await vouched(held))) {
      this.held = said;
      this.doubted = undefined;
      return false;
    }
    const isNew = this.doubted?.key !== said.key;
    this.doubted = said;
    return isNew;
  }
}
