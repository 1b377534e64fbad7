import { describe, expect, it } from 'vitest';
import { given, seat, when } from '../../test/session/given';
import { isAudioOnly } from './state';

describe('an audio session', () => {
  it('isKnownBeforeAndAfterAdmission_andByAChangeOfThePolicy', () => {
    const outside = given(seat('sea_1', { place: 'away', video: 'off' }));
    expect(isAudioOnly(outside)).toBe(true);
    const you = seat('sea_1');
    const inside = given(you, [you]);
    expect(isAudioOnly(inside)).toBe(false);
    const session = { ...inside.session, policy: { video: 'off' as const } };
    expect(isAudioOnly({ ...inside, session })).toBe(true);
    expect(isAudioOnly({ session: { ...session, policy: { video: 'auto' } }, you: outside.you })).toBe(false);
  });

  it('saysNothingOfACameraThatStaffStopped', () => {
    const you = seat('sea_1', { video: 'off' });
    const grants = { microphone: true, camera: false, chat: true };
    const after = when(given(you, [you]), { name: 'grants-changed', seat: 'sea_1', grants });
    expect(after.notices).toEqual([]);
  });
});
