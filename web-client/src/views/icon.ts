import { html, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import iconMic from 'lucide-static/icons/mic.svg?raw';
import iconMicOff from 'lucide-static/icons/mic-off.svg?raw';
import iconCamera from 'lucide-static/icons/video.svg?raw';
import iconCameraOff from 'lucide-static/icons/video-off.svg?raw';
import iconHand from 'lucide-static/icons/hand.svg?raw';
import iconShare from 'lucide-static/icons/monitor-up.svg?raw';
import iconShareOff from 'lucide-static/icons/monitor-off.svg?raw';
import iconChat from 'lucide-static/icons/message-square.svg?raw';
import iconMore from 'lucide-static/icons/ellipsis.svg?raw';
import iconLeave from 'lucide-static/icons/log-out.svg?raw';
import iconSupport from 'lucide-static/icons/life-buoy.svg?raw';
import iconUsers from 'lucide-static/icons/users.svg?raw';
import iconWifi from 'lucide-static/icons/wifi.svg?raw';
import iconWifiOff from 'lucide-static/icons/wifi-off.svg?raw';
import iconEye from 'lucide-static/icons/eye.svg?raw';
import iconSpeaker from 'lucide-static/icons/volume-2.svg?raw';
import iconCheck from 'lucide-static/icons/check.svg?raw';
import iconPin from 'lucide-static/icons/map-pin.svg?raw';
import iconPhone from 'lucide-static/icons/phone.svg?raw';
import iconPerson from 'lucide-static/icons/user-round.svg?raw';
import iconClipboard from 'lucide-static/icons/clipboard-check.svg?raw';
import iconArrowLeft from 'lucide-static/icons/arrow-left.svg?raw';
import iconSettings from 'lucide-static/icons/settings-2.svg?raw';
import iconCup from 'lucide-static/icons/coffee.svg?raw';
import iconMessage from 'lucide-static/icons/message-circle.svg?raw';
import iconLeaf from 'lucide-static/icons/leaf.svg?raw';
import iconGrid from 'lucide-static/icons/layout-grid.svg?raw';
import iconBell from 'lucide-static/icons/bell.svg?raw';
import iconSplit from 'lucide-static/icons/split.svg?raw';
import iconLock from 'lucide-static/icons/lock.svg?raw';
import iconUnlock from 'lucide-static/icons/lock-open.svg?raw';
import iconHome from 'lucide-static/icons/house.svg?raw';
import iconHourglass from 'lucide-static/icons/hourglass.svg?raw';
import iconPersonX from 'lucide-static/icons/user-round-x.svg?raw';
import iconGrip from 'lucide-static/icons/grip-vertical.svg?raw';
import iconKeyboard from 'lucide-static/icons/keyboard.svg?raw';
import iconInfo from 'lucide-static/icons/info.svg?raw';
import iconMegaphone from 'lucide-static/icons/megaphone.svg?raw';
import iconPlus from 'lucide-static/icons/plus.svg?raw';
import iconBack from 'lucide-static/icons/undo-2.svg?raw';
import iconBook from 'lucide-static/icons/book-open-text.svg?raw';
import iconMonitor from 'lucide-static/icons/monitor-check.svg?raw';
import iconDoor from 'lucide-static/icons/door-open.svg?raw';
import iconQuestion from 'lucide-static/icons/circle-question-mark.svg?raw';
import iconExternal from 'lucide-static/icons/external-link.svg?raw';
import iconCopy from 'lucide-static/icons/copy.svg?raw';
import iconWarning from 'lucide-static/icons/triangle-alert.svg?raw';
import iconWrench from 'lucide-static/icons/wrench.svg?raw';
import iconCalendar from 'lucide-static/icons/calendar-days.svg?raw';
import iconHeart from 'lucide-static/icons/heart-handshake.svg?raw';
import iconClock from 'lucide-static/icons/clock.svg?raw';
import iconClose from 'lucide-static/icons/x.svg?raw';
import iconExpand from 'lucide-static/icons/maximize-2.svg?raw';
import iconShuffle from 'lucide-static/icons/shuffle.svg?raw';
import iconSend from 'lucide-static/icons/send.svg?raw';
import iconChart from 'lucide-static/icons/chart-no-axes-gantt.svg?raw';
import iconTalk from 'lucide-static/icons/hand-heart.svg?raw';
import iconSmartphone from 'lucide-static/icons/smartphone.svg?raw';
import iconTablet from 'lucide-static/icons/tablet.svg?raw';
import iconReact from 'lucide-static/icons/smile-plus.svg?raw';
import iconReactHeart from 'lucide-static/icons/heart.svg?raw';
import iconThumbsUp from 'lucide-static/icons/thumbs-up.svg?raw';
import { clap } from './drawings';

/** Lucide's drawings (ISC), bundled. Constants of this build are the only markup that is ever set as markup. */
const drawings = {
  mic: iconMic,
  'mic-off': iconMicOff,
  camera: iconCamera,
  'camera-off': iconCameraOff,
  hand: iconHand,
  share: iconShare,
  'share-off': iconShareOff,
  chat: iconChat,
  more: iconMore,
  leave: iconLeave,
  support: iconSupport,
  users: iconUsers,
  wifi: iconWifi,
  'wifi-off': iconWifiOff,
  eye: iconEye,
  speaker: iconSpeaker,
  check: iconCheck,
  pin: iconPin,
  phone: iconPhone,
  person: iconPerson,
  clipboard: iconClipboard,
  'arrow-left': iconArrowLeft,
  settings: iconSettings,
  cup: iconCup,
  message: iconMessage,
  leaf: iconLeaf,
  grid: iconGrid,
  bell: iconBell,
  split: iconSplit,
  lock: iconLock,
  unlock: iconUnlock,
  home: iconHome,
  hourglass: iconHourglass,
  'person-x': iconPersonX,
  grip: iconGrip,
  keyboard: iconKeyboard,
  info: iconInfo,
  megaphone: iconMegaphone,
  plus: iconPlus,
  back: iconBack,
  book: iconBook,
  monitor: iconMonitor,
  door: iconDoor,
  question: iconQuestion,
  external: iconExternal,
  copy: iconCopy,
  warning: iconWarning,
  wrench: iconWrench,
  calendar: iconCalendar,
  heart: iconHeart,
  clock: iconClock,
  close: iconClose,
  expand: iconExpand,
  shuffle: iconShuffle,
  send: iconSend,
  chart: iconChart,
  talk: iconTalk,
  smartphone: iconSmartphone,
  tablet: iconTablet,
  react: iconReact,
  'react-heart': iconReactHeart,
  'thumbs-up': iconThumbsUp,
  clap,
} as const;

export type IconName = keyof typeof drawings;

/** A drawing without a name of its own: the control or the sentence beside it carries the words. */
export function icon(name: IconName): TemplateResult {
  return html`<span class="icon" aria-hidden="true">${unsafeHTML(inner(drawings[name]))}</span>`;
}

const prepared = new Map<string, string>();

function inner(svg: string): string {
  const known = prepared.get(svg);
  if (known !== undefined) return known;
  const clean = svg
    .replace(/<!--.*?-->/su, '')
    .replace(/class="[^"]*"/u, '')
    .trim();
  prepared.set(svg, clean);
  return clean;
}
