import { isStayOf, isVouchedFor, type Member, type Where } from '../media/e2ee/schedule';
import type { DeviceWord } from '../protocol/frames';
import type { SessionState } from './state';

/** The device that everybody's trust begins with. */
export interface Lead {
  readonly seat: string;
  readonly key: string;
}

/** Steps of vouching from the lead on; more is no team. */
const chainMax = 8;
/** Signatures that were judged and are not judged again. */
const judgedMax = 4096;

/**
 * Who in a place belongs to it, by signatures alone: whoever has a stay that their device signed, and a device that the lead
 * vouches for, or somebody whom the lead vouches for. What the engine says counts as little as what a stranger says.
 */
export class KeyMembers {
  private readonly judged = new Map<string, Promise<boolean>>();

  constructor(
    private readonly where: Where,
    /** One's own device, which needs nobody's word to oneself. */
    private readonly own: () => Lead,
  ) {}

  /** The members of one's own place, oneself among them where the lead's word is there. */
  async of(state: SessionState, lead: Lead): Promise<readonly Member[]> {
    const here = Object.values(state.seats).filter(({ place }) => place === state.you.place);
    const found = await Promise.all(
      here.map(async (seat): Promise<Member | undefined> => {
        const known = seat.id === state.you.id ? { ...seat, ...state.you } : seat;
        const { device, stay } = known;
        if (device === undefined || stay === undefined) return undefined;
        if (seat.id === state.you.id && device.key !== this.own().key) return undefined;
        const good =
          (await this.isTrusted(state, seat.id, device, lead)) &&
          (await this.judge(`stay ${seat.id} ${device.key} ${stay.id} ${stay.hpke} ${stay.sig}`, () =>
            isStayOf(this.where, seat.id, device.key, stay),
          ));
        return good ? { seat: seat.id, device: device.key, stay } : undefined;
      }),
    );
    return found.filter((member) => member !== undefined);
  }

  /** Whether the lead vouches for this device, directly or by somebody else of the team. */
  async isTrusted(
    state: SessionState,
    seat: string,
    device: DeviceWord,
    lead: Lead,
    steps = 0,
  ): Promise<boolean> {
    if (seat === lead.seat && device.key === lead.key) return true;
    const { vouchedBy: by, byKey, sig } = device;
    if (by === undefined || byKey === undefined || sig === undefined || steps >= chainMax) return false;
    const signed = await this.judge(`vouch ${seat} ${device.key} ${by} ${byKey} ${sig}`, () =>
      isVouchedFor(this.where, seat, device.key, { by, byKey, sig }),
    );
    if (!signed) return false;
    if (by === lead.seat && byKey === lead.key) return true;
    const voucher = state.e2ee?.staff.find((one) => one.seat === by);
    return (
      voucher?.device.key === byKey && (await this.isTrusted(state, by, voucher.device, lead, steps + 1))
    );
  }

  private judge(what: string, look: () => Promise<boolean>): Promise<boolean> {
    const known = this.judged.get(what);
    if (known !== undefined) return known;
    if (this.judged.size >= judgedMax) this.judged.clear();
    const judgement = look();
    this.judged.set(what, judgement);
    return judgement;
  }
}
