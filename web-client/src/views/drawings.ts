import { html, svg, type TemplateResult } from 'lit';

/** The mark: the nested arch with the lit door. */
export function mark(): TemplateResult {
  return html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
    <path d="M3 30V15a13 13 0 0 1 26 0v15z" fill="var(--ar-primary)" />
    <path d="M8 30V17a8 8 0 0 1 16 0v13z" fill="var(--ar-mark-inner)" />
    <path d="M12.5 30V20a3.500 3.500 0 0 1 7 0v10z" fill="var(--ar-lamp)" />
  </svg>`;
}

function arch(width: number, height: number, step: number): TemplateResult<2> {
  const left = 250 - width / 2;
  const radius = width / 2;
  return svg`<path
    class="arch-${step}"
    d="M${left} 324 V${324 - height + radius * 0.86} A${radius} ${radius * 0.86} 0 0 1 ${left + width} ${324 - height + radius * 0.86} V324 Z"
  />`;
}

/** The quiet room before the room: doors that open one into the next, and a lamp lit in the last. */
export function door(): TemplateResult {
  return html`<svg class="door" viewBox="0 0 500 372" aria-hidden="true">
    <defs>
      <linearGradient id="ar-lit" x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stop-color="var(--ar-door-top)" />
        <stop offset="1" stop-color="var(--ar-door-low)" />
      </linearGradient>
      <linearGradient id="ar-spill" x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stop-color="var(--ar-door-low)" stop-opacity="0.85" />
        <stop offset="1" stop-color="var(--ar-door-low)" stop-opacity="0" />
      </linearGradient>
    </defs>
    ${arch(430, 322, 1)} ${arch(314, 264, 2)} ${arch(208, 212, 3)} ${arch(118, 162, 4)}
    <g class="lamp-light">
      <path d="M214 324 V228 A36 36 0 0 1 286 228 V324 Z" fill="url(#ar-lit)" />
      <path d="M214 324 H286 L344 370 H156 Z" fill="url(#ar-spill)" />
    </g>
    <rect class="floor" x="2" y="323" width="496" height="3" rx="1.5" />
    <g class="bench">
      <rect x="84" y="293" width="78" height="8" rx="4" />
      <rect x="92" y="301" width="6" height="22" />
      <rect x="148" y="301" width="6" height="22" />
    </g>
    <g class="plant">
      <path d="M385 288 C374 258 376 232 385 218 C394 232 396 258 385 288Z" />
      <path d="M384 288 C364 272 354 250 356 234 C370 242 382 262 384 288Z" />
      <path d="M386 288 C406 272 416 250 416 236 C402 244 390 262 386 288Z" />
      <path class="pot" d="M368 287 H402 L396 324 H374 Z" />
    </g>
  </svg>`;
}

/** The small lit door of the reconnect card. */
export function smallDoor(): TemplateResult {
  return html`<svg class="small-door" viewBox="0 0 76 68" aria-hidden="true">
    <path d="M8 62V32a30 30 0 0 1 60 0v30z" fill="var(--ar-primary-soft)" />
    <path d="M22 62V38a16 16 0 0 1 32 0v24z" fill="var(--ar-lamp)" />
    <rect x="0" y="62" width="76" height="4" rx="2" fill="var(--ar-primary)" />
  </svg>`;
}

/** Hands that clap, in the strokes of the other icons, which have none: Lucide's hand, and the lines of a clap. */
export const clap =
  '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">' +
  '<g transform="rotate(-28 12 12) translate(5 5.5) scale(.76)" stroke-width="2.6">' +
  '<path d="M18 11V6a2 2 0 0 0-2-2a2 2 0 0 0-2 2"/><path d="M14 10V4a2 2 0 0 0-2-2a2 2 0 0 0-2 2v2"/><path d="M10 10.5V6a2 2 0 0 0-2-2a2 2 0 0 0-2 2v8"/><path d="M18 8a2 2 0 1 1 4 0v6a8 8 0 0 1-8 8h-2c-2.8 0-4.5-.86-5.99-2.34l-3.6-3.6a2 2 0 0 1 2.83-2.82L7 15"/>' +
  '</g><path d="M2.500 13.500c.5 3 1.800 5.200 4 6.900M5 3.200l1 2M10.300 1.500v2.200M1.600 7.300l2 .9"/></svg>';
