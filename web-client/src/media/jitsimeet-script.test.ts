import { describe, expect, it } from 'vitest';
import type { Deployment } from '../protocol/frames';
import { FakeDeployment } from '../../test/media/jitsimeet-fake';
import { ForeignScript, Libraries, scriptOf } from './jitsimeet-script';

const deployment: Deployment = {
  script: 'https://meet.example.org/libs/lib-jitsi-meet.min.js',
  service: 'wss://meet.example.org/xmpp-websocket',
  domain: 'meet.example.org',
  muc: 'conference.meet.example.org',
};

describe('where the library may come from', () => {
  it.each([
    ['https://meet.example.org/libs/lib.js', 'wss://meet.example.org/xmpp-websocket'],
    ['https://meet.example.org:8443/lib.js', 'wss://meet.example.org:8443/xmpp-websocket?shard=1'],
    ['http://127.0.0.1:8000/lib.js', 'ws://127.0.0.1:8000/xmpp-websocket'],
    ['http://localhost:8000/lib.js', 'ws://localhost:8000/xmpp-websocket'],
    ['http://[::1]:8000/lib.js', 'ws://[::1]:8000/xmpp-websocket'],
  ])('%s with %s is loaded', (script, service) => {
    expect(scriptOf({ ...deployment, script, service })).toBe(script);
  });

  it.each([
    ['another host', 'https://cdn.example.org/lib.js', 'wss://meet.example.org/xmpp-websocket'],
    ['another port', 'https://meet.example.org:8443/lib.js', 'wss://meet.example.org/xmpp-websocket'],
    ['another port of this machine', 'http://127.0.0.1:8001/lib.js', 'ws://127.0.0.1:8000/xmpp-websocket'],
    ['no TLS', 'http://meet.example.org/lib.js', 'ws://meet.example.org/xmpp-websocket'],
    ['no TLS for the script', 'http://meet.example.org/lib.js', 'wss://meet.example.org/xmpp-websocket'],
    ['no TLS for XMPP', 'https://meet.example.org/lib.js', 'ws://meet.example.org/xmpp-websocket'],
    ['a name like loopback', 'http://127.0.0.1.example.org/lib.js', 'ws://127.0.0.1.example.org/xmpp'],
    ['an account', 'https://one:two@meet.example.org/lib.js', 'wss://meet.example.org/xmpp-websocket'],
    ['a script in the address', 'javascript:alert(1)', 'wss://meet.example.org/xmpp-websocket'],
    ['data', 'data:text/javascript,alert(1)', 'wss://meet.example.org/xmpp-websocket'],
    ['a path', '/libs/lib.js', 'wss://meet.example.org/xmpp-websocket'],
    ['nothing', '', ''],
  ])('%s is refused', (_what, script, service) => {
    expect(() => scriptOf({ ...deployment, script, service })).toThrow(ForeignScript);
  });

  it('theRefusal_namesNoAddress', () => {
    const foreign = { ...deployment, script: 'https://elsewhere.example/lib.js' };
    expect(() => scriptOf(foreign)).toThrow(/^((?!elsewhere).)*$/u);
  });
});

describe('the library', () => {
  function page(answers: readonly unknown[]): { asked: string[]; libraries: Libraries } {
    const asked: string[] = [];
    const left = [...answers];
    const libraries = new Libraries({
      run: async (url) => {
        asked.push(url);
        const answer = left.shift();
        if (answer instanceof Error) throw answer;
        return answer;
      },
    });
    return { asked, libraries };
  }

  it('isLoadedOnce_andTellsNobodyOfThisDevice', async () => {
    const fake = new FakeDeployment();
    const { asked, libraries } = page([fake.library]);
    await Promise.all([libraries.of(deployment), libraries.of(deployment)]);
    await libraries.of(deployment);
    expect(asked).toEqual([deployment.script]);
    expect(fake.level).toBe('error');
    expect(fake.inits).toMatchObject([
      { disableThirdPartyRequests: true, enableAnalyticsLogging: false, disableAudioLevels: true },
    ]);
  });

  it('keepsItsIdsWithThePageOnly', async () => {
    const fake = new FakeDeployment();
    await page([fake.library]).libraries.of(deployment);
    const storage = fake.inits[0]?.externalStorage;
    storage?.setItem('jitsiMeetId', 'one');
    expect(storage?.getItem('jitsiMeetId')).toBe('one');
    expect([storage?.length, storage?.key(0)]).toEqual([1, 'jitsiMeetId']);
    storage?.removeItem('jitsiMeetId');
    expect(storage?.getItem('jitsiMeetId')).toBeNull();
  });

  it('thatDidNotCome_isAskedForAgain', async () => {
    const { asked, libraries } = page([new Error('no way'), new FakeDeployment().library]);
    await expect(libraries.of(deployment)).rejects.toThrow('no way');
    await libraries.of(deployment);
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['something else', { init: 'yes' }],
  ])('%s in its place is no library', async (_what, found) => {
    await expect(page([found]).libraries.of(deployment)).rejects.toThrow('not lib-jitsi-meet');
  });

  it('fromElsewhere_isNeverAskedFor', async () => {
    const { asked, libraries } = page([new FakeDeployment().library]);
    await expect(
      libraries.of({ ...deployment, script: 'https://cdn.example.org/lib.js' }),
    ).rejects.toBeInstanceOf(ForeignScript);
    expect(asked).toEqual([]);
  });
});
