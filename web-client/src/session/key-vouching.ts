import { vouchFor, type DeviceKey, type Where } from '../media/e2ee/schedule';
import { isInside, isStaff, type KeyWord } from '../protocol/frames';
import type { KeyMembers, Lead } from './key-members';
import type { SessionState } from './state';

/** The word of staff for the devices of those inside: once for each, and for no other device of the team unasked. */
export class KeyVouching {
  private readonly given = new Set<string>();
  /** The device that each seat was trusted with, as far as this page saw it. */
  private readonly known = new Map<string, string>();

  constructor(
    private readonly tell: (word: KeyWord) => void,
    private readonly news: (seat: string) => void,
  ) {}

  /** The engine may not have heard what was said so far. */
  begin(): void {
    this.given.clear();
  }

  async look(
    state: SessionState,
    lead: Lead,
    members: KeyMembers,
    { where, device }: { readonly where: Where; readonly device: DeviceKey },
  ): Promise<void> {
    const { you } = state;
    if (!isStaff(you.role) || you.device?.key !== device.key) return;
    if (!(await members.isTrusted(state, you.id, you.device, lead))) return;
    for (const { id, role, place, device: shown } of Object.values(state.seats)) {
      if (id === you.id || shown === undefined || !isInside(place)) continue;
      if (await members.isTrusted(state, id, shown, lead)) {
        this.known.set(id, shown.key);
        continue;
      }
      const before = this.known.get(id);
      const another = before !== undefined && before !== shown.key;
      if (another && isStaff(role)) continue;
      if (another) this.news(id);
      if (this.given.has(`${id} ${shown.key}`)) continue;
      this.given.add(`${id} ${shown.key}`);
      this.known.set(id, shown.key);
      const sig = await vouchFor(where, id, shown.key, you.id, device);
      this.tell({ type: 'e2ee', name: 'vouch', seat: id, key: shown.key, sig });
    }
  }
}
