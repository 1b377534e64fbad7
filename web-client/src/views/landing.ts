import { html, type TemplateResult } from 'lit';
import { list, object, optionalText, text } from '../protocol/read';
import { mark } from './drawings';
import { icon } from './icon';

export interface Sample {
  readonly title: string;
  readonly links: readonly { readonly label: string; readonly role: string; readonly url: string }[];
  readonly portal?: string;
}

/** The sample of a fresh machine, or nothing where the engine runs without one. */
export async function fetchSample(): Promise<Sample | undefined> {
  try {
    const response = await fetch('/sample.json', { credentials: 'omit', cache: 'no-store' });
    if (!response.ok) return undefined;
    return readSample(await response.json());
  } catch {
    return undefined;
  }
}

export function readSample(value: unknown): Sample {
  const sample = object(value, 'sample');
  return {
    title: text(sample, 'title'),
    links: list(sample, 'links', (item, field) => {
      const link = object(item, field);
      return { label: text(link, 'label'), role: text(link, 'role'), url: webAddress(text(link, 'url')) };
    }),
    ...(sample['portal'] === undefined
      ? {}
      : { portal: webAddress(optionalText(sample, 'portal').portal ?? '') }),
  };
}

/** Only addresses that a browser opens as a page; anything else leads back here. */
function webAddress(given: string): string {
  try {
    const url = new URL(given, window.location.href);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : '/';
  } catch {
    return '/';
  }
}

/** Links into a ready session, each for one seat: open them side by side. */
export function landing(sample: Sample): TemplateResult {
  return html`<div class="page landing">
    <header class="bar">${mark()}<span class="bar-title">Anteroom</span></header>
    <main id="main">
      <h1 tabindex="-1">A session is ready</h1>
      <p class="lead">
        <bdi>${sample.title}</bdi>. Open each link in its own window: a seat belongs to one browser tab. Start
        with the facilitator.
      </p>
      <ul class="seat-links">
        ${sample.links.map(
          (link) =>
            html`<li>
              <a class="card seat-link" href=${link.url} target="_blank" rel="noopener">
                ${icon(link.role === 'facilitator' || link.role === 'cofacilitator' ? 'users' : 'person')}
                <span
                  ><b><bdi>${link.label}</bdi></b
                  ><small>${link.role}</small></span
                >
                ${icon('external')}
              </a>
            </li>`,
        )}
      </ul>
      ${
        sample.portal === undefined
          ? ''
          : html`<p class="lead">
              <a class="button outlined" href=${sample.portal} target="_blank" rel="noopener"
                >${icon('external')} See it inside a portal page</a
              >
            </p>`
      }
      <p class="note">The people here are invented. This page is only shown where the sample is turned on.</p>
    </main>
  </div>`;
}
