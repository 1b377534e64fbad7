import { beforeEach, describe, expect, it } from 'vitest';
import type { SourceKind } from '../protocol/frames';
import { Approvals } from './jitsimeet-approvals';

let asked: string[];
let sent: SourceKind[];
let approvals: Approvals;

beforeEach(() => {
  asked = [];
  sent = ['microphone', 'camera'];
  approvals = new Approvals(
    (mediaType) => asked.push(mediaType),
    () => sent,
  );
});

describe('what the room lets a seat send', () => {
  it('isAskedForOnce_whenItIsApprovedAndTheMediaSessionStands', () => {
    approvals.approve('microphone');
    expect(asked).toEqual([]);
    approvals.begin();
    approvals.approve('camera');
    approvals.approve('camera');
    approvals.look();
    expect(asked).toEqual(['audio', 'video']);
  });

  it('isNotAskedFor_whileItIsNotApproved_orNotSent', () => {
    sent = ['microphone', 'screen'];
    approvals.begin();
    approvals.approve('camera');
    expect(asked).toEqual([]);
    approvals.approve('screen');
    expect(asked).toEqual(['desktop']);
  });

  it('isAskedForAgain_inTheNextMediaSession_whichHoldsItBackAnew', () => {
    approvals.approve('microphone');
    approvals.begin();
    approvals.begin();
    expect(asked).toEqual(['audio', 'audio']);
  });

  it('isAskedForAgain_afterItWasRefusedAndApproved', () => {
    approvals.begin();
    approvals.approve('microphone');
    approvals.refuse('microphone');
    approvals.look();
    expect(asked).toEqual(['audio']);
    approvals.approve('microphone');
    expect(asked).toEqual(['audio', 'audio']);
  });

  it('isAskedFor_asSoonAsItIsSent', () => {
    sent = [];
    approvals.begin();
    approvals.approve('screen');
    sent = ['screen'];
    approvals.look();
    expect(asked).toEqual(['desktop']);
  });
});
