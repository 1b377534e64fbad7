import type { CallSettings } from './calls';
import type { Client } from './client';

/** What a view may ask for. Stories give it a hand that does nothing. */
export type Intents = Pick<
  Client,
  | 'command'
  | 'openDevices'
  | 'askToJoin'
  | 'stepAway'
  | 'draft'
  | 'keepDraft'
  | 'wantMicrophone'
  | 'wantCamera'
  | 'chooseDevices'
  | 'saveData'
  | 'share'
  | 'stopSharing'
  | 'leave'
  | 'tryNow'
  | 'readMessages'
  | 'vote'
  | 'readResult'
  | 'takeScreenOver'
  | 'endSoon'
  | 'keepOpen'
  | 'trustLead'
> & { readonly calls: CallSettings };
