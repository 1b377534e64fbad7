import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { CallSettings } from '../session/calls';
import type { Standing } from '../session/notifications';

/** Why there are none, and what calls instead. */
const reasons: Readonly<Record<Exclude<Standing, 'on' | 'off'>, string>> = {
  denied:
    'This browser does not let this page show notifications. You can allow them in its settings for this page. Title and icon of the tab still count.',
  framed:
    'Inside another page, browsers show no notifications. They come where your link is open in a tab of its own. Title and icon of the tab still count.',
  unsupported: 'This browser shows no notifications of a page. Title and icon of the tab still count.',
};

/** Whether staff are called by notifications while they look elsewhere. The browser asks at the press, and only then. */
export function notificationSetting(calls: CallSettings): TemplateResult {
  const standing = calls.notifications();
  const possible = standing === 'on' || standing === 'off';
  return html`<div class="device-settings">
    <label class="tick">
      <input
        type="checkbox"
        ?disabled=${!possible}
        aria-describedby=${possible ? nothing : 'no-notifications'}
        .checked=${live(standing === 'on')}
        @change=${(event: Event) => void calls.wantNotifications((event.target as HTMLInputElement).checked)}
      />
      <span
        >A notification while you look elsewhere, when somebody waits, asks for help, or an alert needs you.
        It names nobody</span
      >
    </label>
    ${possible ? nothing : html`<p class="quiet" id="no-notifications">${reasons[standing]}</p>`}
  </div>`;
}
