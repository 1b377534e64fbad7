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
    approvals.approve('audio');
    expect(asked).toEqual([]);
    approvals.begin();
    approvals.approve('video');
    approvals.approve('video');
    approvals.look();
    expect(asked).toEqual(['audio', 'video']);
  });

  it('isNotAskedFor_whileItIsNotApproved_orNotSent', () => {
    sent = ['microphone', 'screen'];
    approvals.begin();
    approvals.approve('video');
    expect(asked).toEqual([]);
    approvals.approve('desktop');
    expect(asked).toEqual(['desktop']);
  });

  it('isAskedForAgain_inTheNextMediaSession_whichHoldsItBackAnew', () => {
    approvals.approve('audio');
    approvals.begin();
    approvals.begin();
    expect(asked).toEqual(['audio', 'audio']);
  });

  it('isAskedForAgain_afterItWasRefusedAndApproved', () => {
    approvals.begin();
    approvals.approve('audio');
    approvals.refuse('audio');
    approvals.look();
    expect(asked).toEqual(['audio']);
    approvals.approve('audio');
    expect(asked).toEqual(['audio', 'audio']);
  });

  it('isAskedFor_asSoonAsItIsSent', () => {
    sent = [];
    approvals.begin();
    approvals.approve('desktop');
    sent = ['screen'];
    approvals.look();
    expect(asked).toEqual(['desktop']);
  });
});
