import { isInside, isStaff, type Seat } from '../protocol/frames';
import { placeLetter } from '../session/letters';
import { placeName, type SessionState } from '../session/state';
import type { MenuItem } from './menu';
import type { RoomModel } from './model';
import type { Ask } from './question';

/** All that staff can do for one person, as a menu; for oneself, what is not done elsewhere. */
export function personActions(model: RoomModel, seat: Seat, ask: Ask): MenuItem[] {
  const { you } = model.state;
  const card: MenuItem = {
    label: 'Safety card',
    icon: 'clipboard',
    act: () => ask({ kind: 'safety', seat: seat.id }),
  };
  const cards = isStaff(seat.role) ? [] : [card];
  const role: MenuItem[] =
    you.role === 'facilitator'
      ? [{ label: 'Change role', icon: 'person', act: () => ask({ kind: 'role', seat: seat.id }) }]
      : [];
  const devices = devicesOf(seat, ask);
  if (seat.id === you.id) return [devices];
  const out: MenuItem = {
    label: 'Remove from session',
    icon: 'person-x',
    tone: 'berry',
    act: () => ask({ kind: 'remove', seat: seat.id }),
  };
  if (!isInside(seat.place)) return [...cards, devices, ...role, out];
  return [
    ...cards,
    { label: 'Message', icon: 'message', act: () => ask({ kind: 'write', seat: seat.id }) },
    ...aside(model, seat, ask),
    ...rights(model, seat),
    ...moves(model, seat),
    devices,
    ...role,
    {
      label: 'Send to waiting room',
      icon: 'hourglass',
      act: () => ask({ kind: 'to-waiting', seat: seat.id }),
    },
    out,
  ];
}

function devicesOf(seat: Seat, ask: Ask): MenuItem {
  return { label: 'Devices', icon: 'smartphone', act: () => ask({ kind: 'seat-devices', seat: seat.id }) };
}

/** Nobody is taken aside twice, and whoever leads is in one hallway at a time. */
function aside({ state }: RoomModel, seat: Seat, ask: Ask): MenuItem[] {
  const inHallway = [state.you.place, seat.place].some((place) => place.startsWith('hallway:'));
  if (isStaff(seat.role) || inHallway) return [];
  return [{ label: 'Talk in the hallway', icon: 'talk', act: () => ask({ kind: 'hallway', seat: seat.id }) }];
}

/** Microphone, camera and chat: taken with one touch, given back with one. */
function rights({ intents, media }: RoomModel, seat: Seat): MenuItem[] {
  const args = { seat: seat.id };
  const { microphone, camera, chat } = seat.grants;
  return [
    microphone
      ? { label: 'Mute', icon: 'mic-off', act: () => void intents.command({ name: 'mute', args }) }
      : {
          label: 'Let speak again',
          icon: 'mic',
          act: () => void intents.command({ name: 'allow', args: { ...args, what: 'microphone' } }),
        },
    ...(media.audioOnly ? [] : [cameraRight(intents, camera, args), less(intents, seat)]),
    chat
      ? {
          label: 'Turn chat off',
          icon: 'chat',
          act: () => void intents.command({ name: 'disallow', args: { ...args, what: 'chat' } }),
        }
      : {
          label: 'Let write again',
          icon: 'chat',
          act: () => void intents.command({ name: 'allow', args: { ...args, what: 'chat' } }),
        },
  ];
}

function cameraRight(intents: RoomModel['intents'], may: boolean, args: { readonly seat: string }): MenuItem {
  return may
    ? {
        label: 'Stop camera',
        icon: 'camera-off',
        act: () => void intents.command({ name: 'stopCamera', args }),
      }
    : {
        label: 'Let use camera again',
        icon: 'camera',
        act: () => void intents.command({ name: 'allow', args: { ...args, what: 'camera' } }),
      };
}

/** For a thin line: the others' pictures are left out there, so that sound has the room. */
function less(intents: RoomModel['intents'], { id, lessAsked }: Seat): MenuItem {
  const on = lessAsked !== true;
  return {
    label: on ? 'Ask to leave out pictures' : 'Let pictures come again',
    icon: on ? 'wifi' : 'camera',
    act: () => void intents.command({ name: 'askForLess', args: { seat: id, on } }),
  };
}

function moves({ state, intents }: RoomModel, seat: Seat): MenuItem[] {
  if (seat.place.startsWith('hallway:')) return [];
  return insidePlaces(state)
    .filter((place) => place !== seat.place && !place.startsWith('hallway:'))
    .map((place) => ({
      label: `Move to ${placeName(state, place)}`,
      letter: placeLetter(state, place),
      act: () => void intents.command({ name: 'assign', args: { seat: seat.id, to: place } }),
    }));
}

export function insidePlaces(state: SessionState): string[] {
  const rooms = state.breakouts.kind === 'open' ? state.breakouts.rooms.map((room) => room.place) : [];
  const others = Object.values(state.seats)
    .map((seat) => seat.place)
    .filter((place) => isInside(place) && place !== 'main' && !rooms.includes(place));
  return ['main', ...rooms, ...new Set(others)];
}
