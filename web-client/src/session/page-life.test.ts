import { describe, expect, it } from 'vitest';
import { watchPage } from './page-life';

class FakeDocument extends EventTarget {
  visibilityState = 'visible';
}

function watched(): { window: EventTarget; document: FakeDocument; seen: string[]; stop: () => void } {
  const window = new EventTarget();
  const document = new FakeDocument();
  const seen: string[] = [];
  const stop = watchPage(
    { window, document },
    {
      offline: () => seen.push('offline'),
      back: () => seen.push('back'),
      frozen: () => seen.push('frozen'),
      left: () => seen.push('left'),
    },
  );
  return { window, document, seen, stop };
}

describe('the life of a page', () => {
  it.each(['online', 'offline'])('%s_isTold', (name) => {
    const { window, seen } = watched();
    window.dispatchEvent(new Event(name));
    expect(seen).toEqual([name === 'online' ? 'back' : 'offline']);
  });

  it('hidden_isNothing_andShownAgainIsBack', () => {
    const { document, seen } = watched();
    document.visibilityState = 'hidden';
    document.dispatchEvent(new Event('visibilitychange'));
    expect(seen).toEqual([]);
    document.visibilityState = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    expect(seen).toEqual(['back']);
  });

  it('frozenAndResumed_areTold', () => {
    const { document, seen } = watched();
    document.dispatchEvent(new Event('freeze'));
    document.dispatchEvent(new Event('resume'));
    expect(seen).toEqual(['frozen', 'back']);
  });

  it('shownFromTheBackForwardCache_isBack_andTheFirstShowIsNot', () => {
    const { window, seen } = watched();
    window.dispatchEvent(new Event('pageshow'));
    expect(seen).toEqual([]);
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    expect(seen).toEqual(['back']);
  });

  it('left_isTold', () => {
    const { window, seen } = watched();
    window.dispatchEvent(new Event('pagehide'));
    expect(seen).toEqual(['left']);
  });

  it('stopped_tellsNothing', () => {
    const { window, document, seen, stop } = watched();
    stop();
    window.dispatchEvent(new Event('online'));
    document.dispatchEvent(new Event('freeze'));
    expect(seen).toEqual([]);
  });
});
