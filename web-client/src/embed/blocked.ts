/** The colours repeat the tokens: this file stands alone in a page that does not have them. */
export const styles = `
:host { display: block; min-height: 36rem; }
iframe { display: block; width: 100%; height: 100%; min-height: inherit; border: 0; }
.blocked { box-sizing: border-box; max-width: 44rem; margin: 0 auto; padding: 2rem 1rem; color: #1a2623;
  font: 400 1.0625rem/1.5 system-ui, sans-serif; }
.blocked h2 { margin: 0 0 .5rem; font-size: 1.625rem; line-height: 1.2; }
.blocked a { display: inline-block; margin: .75rem 0 1.5rem; padding: .75rem 1.5rem; border-radius: .75rem;
  background: #215c4c; color: #fff; font-weight: 600; text-decoration: none; }
.blocked a:focus-visible { outline: 3px solid #1d4f86; outline-offset: 2px; }
.blocked section { padding: 1rem 1.25rem; border: 1px solid #6f8078; border-radius: 1.125rem; background: #fcfdfc; }
.blocked h3 { margin: 0 0 .5rem; font-size: 1.0625rem; }
.blocked p { margin: 0 0 .75rem; }
.blocked code { display: block; padding: .75rem; border-radius: .5rem; background: #e2e9e4; overflow-wrap: anywhere; }
`;

/** The patient's sentence and way out first, then the line for whoever runs the portal. */
export function blockedWords(address: URL, origin: string): HTMLElement {
  const box = element('div', '');
  box.className = 'blocked';
  box.setAttribute('role', 'status');
  const open = element('a', 'Open the room in a new tab') as HTMLAnchorElement;
  open.href = address.href;
  open.target = '_blank';
  open.rel = 'noopener';
  const owner = element('section', '');
  owner.append(
    element('h3', 'For whoever runs this portal (code frame-blocked)'),
    element(
      'p',
      'The room did not answer from its frame. Most often this page is not on the program’s list of origins. Add it:',
    ),
    element('code', `POST ${address.origin}/v1/origins  {"origin": "${origin}"}`),
  );
  box.append(
    element('h2', 'The room does not open inside this page'),
    element(
      'p',
      'Nothing is wrong with your phone or computer. The room opens fine in its own tab, and your place is kept.',
    ),
    open,
    owner,
  );
  return box;
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
