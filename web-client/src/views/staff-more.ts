import { devicesWords } from './device-settings';
import type { MenuItem } from './menu';
import type { RoomModel } from './model';
import type { Ask } from './question';
import { reactItems } from './reactions';
import type { Tab } from './staff-header';

/** What staff reach by "More": all that has no place in the bar, which on a phone is most of it. */
export function moreForStaff(
  model: RoomModel,
  narrow: boolean,
  ask: Ask,
  show: (tab: Tab) => void,
): MenuItem[] {
  const { state, intents } = model;
  return [
    ...(narrow ? narrowItems(model, ask, show) : []),
    { label: 'More time', icon: 'clock', act: () => ask({ kind: 'extend' }) },
    {
      label: 'Mute everybody else',
      icon: 'mic-off',
      act: () => void intents.command({ name: 'muteAll', args: {} }),
    },
    ...takeOver(model),
    ...back(state.you.place, intents),
    { label: devicesWords(model.media), icon: 'settings', act: () => ask({ kind: 'devices' }) },
  ];
}

function narrowItems(model: RoomModel, ask: Ask, show: (tab: Tab) => void): MenuItem[] {
  const { state, intents } = model;
  const { locked } = state.session;
  return [
    ...reactItems(model),
    { label: 'Attendance', icon: 'chart', act: () => show('attendance') },
    { label: 'Notes', icon: 'book', act: () => show('notes') },
    { label: 'Tell everyone', icon: 'megaphone', act: () => ask({ kind: 'tell' }) },
    {
      label: locked ? 'Unlock' : 'Lock',
      icon: locked ? 'lock' : 'unlock',
      act: () => void intents.command({ name: 'lock', args: { on: !locked } }),
    },
  ];
}

function takeOver({ state, intents }: RoomModel): MenuItem[] {
  const presenter = state.presenters[state.you.place];
  if (presenter === undefined || presenter === null || presenter === state.you.id) return [];
  return [{ label: 'Share my screen instead', icon: 'share', act: () => void intents.takeScreenOver() }];
}

function back(place: string, intents: RoomModel['intents']): MenuItem[] {
  if (place.startsWith('hallway:')) {
    return [
      {
        label: 'Bring everybody back',
        icon: 'back',
        act: () => void intents.command({ name: 'returnFromHallway', args: {} }),
      },
    ];
  }
  if (place === 'main') return [];
  return [
    {
      label: 'Back to main room',
      icon: 'back',
      act: () => void intents.command({ name: 'goTo', args: { place: 'main' } }),
    },
  ];
}
