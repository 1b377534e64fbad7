import type { SeatDevice } from '../protocol/frames';
import { dayAndTime } from './time';

/** "Device 2, a phone". */
export function deviceName({ device, kind }: SeatDevice): string {
  return kind === undefined ? `Device ${device}` : `Device ${device}, a ${kind}`;
}

/** "Here now. First used at 11:00.", or that it was signed out. */
export function deviceRemark(device: SeatDevice, now: number, locale: string): string {
  const { connected, lastSeenAt, firstUsedAt, signedOut } = device;
  if (signedOut === true) return 'Signed out. Its link still opens.';
  const last = lastSeenAt === undefined ? 'Not here now' : `Last here ${dayAndTime(lastSeenAt, now, locale)}`;
  return `${connected ? 'Here now' : last}. First used ${dayAndTime(firstUsedAt, now, locale)}.`;
}
