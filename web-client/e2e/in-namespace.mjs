/**
 * Holds the group session in a network namespace of its own: engine and browsers live there, beside one end of a
 * veth pair whose other end is in a second namespace. The page is on loopback, which a browser trusts with a camera;
 * the media take the veth's address, as they would take a real machine's. The machine's own interfaces stay untouched.
 * The engine must be built: nothing can be fetched in there. A bench that needs such an address runs there as well.
 *
 * The second namespace is where a phone can be: it reaches the engine by the pair, its Wi-Fi, and where that is gone by
 * another one, its mobile network, from another address.
 *
 * Names are of this process, and the addresses are inside: runs at the same time do not meet. What a killed run left
 * behind is taken away by the next.
 */
import { execFileSync, spawn } from 'node:child_process';
import { resolve } from 'node:path';

const client = resolve(import.meta.dirname, '..');
const here = `anteroom-${process.pid}`;
const there = `${here}-peer`;

function refuse(why) {
  process.stderr.write(`The session in a network namespace cannot run: ${why}\n`);
  process.exit(1);
}

if (process.getuid?.() !== 0) refuse('it makes a namespace, and only root may. Run it as root.');
try {
  execFileSync('ip', ['-V'], { stdio: 'ignore' });
} catch {
  refuse('there is no `ip`. On Debian: apt-get install -y iproute2');
}

function ip(words) {
  return execFileSync('ip', words.split(' '), { encoding: 'utf8' });
}

function make() {
  ip(`netns add ${here}`);
  ip(`netns add ${there}`);
  ip(`-n ${here} link add room type veth peer name peer netns ${there}`);
  ip(`-n ${here} address add 10.77.0.1/24 dev room`);
  // The phone takes an address beside it in the test that is about that.
  ip(`-n ${here} address add fd77::1/64 dev room nodad`);
  ip(`-n ${there} address add 10.77.0.2/24 dev peer`);
  ip(`-n ${here} link add cell type veth peer name mobile netns ${there}`);
  ip(`-n ${here} address add 10.78.0.1/24 dev cell`);
  ip(`-n ${there} address add 10.78.0.2/24 dev mobile`);
  for (const [space, device] of [
    [here, 'lo'],
    [here, 'room'],
    [here, 'cell'],
    [there, 'lo'],
    [there, 'peer'],
    [there, 'mobile'],
  ]) {
    ip(`-n ${space} link set ${device} up`);
  }
  // Firefox finds its own addresses by its way to the world; without one it has none.
  ip(`-n ${here} route add default via 10.77.0.2 dev room`);
  ip(`-n ${there} route add default via 10.77.0.1 dev peer metric 100`);
  ip(`-n ${there} route add default via 10.78.0.1 dev mobile metric 200`);
}

/** Ends what still runs inside these namespaces and takes them away, and with them the pair. */
function remove(spaces) {
  for (const space of spaces) {
    try {
      const inside = ip(`netns pids ${space}`).split('\n').filter(Boolean).map(Number);
      for (const id of inside) process.kill(id, 'SIGKILL');
    } catch {
      // Gone already, or never made.
    }
    try {
      ip(`netns delete ${space}`);
    } catch {
      // Never made.
    }
  }
}

function lives(id) {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

/** Namespaces of runs whose process is gone, and any of this process's own name. */
function leftBehind() {
  return ip('netns list')
    .split('\n')
    .map((line) => line.split(' ')[0])
    .filter((space) => {
      const id = Number(/^anteroom-([0-9]+)(?:-peer)?$/u.exec(space)?.[1] ?? 0);
      return id > 0 && (id === process.pid || !lives(id));
    });
}

function run() {
  const project = process.env['ANTEROOM_BENCH_JSON'] === undefined ? 'namespace' : 'bench';
  const child = spawn(
    'ip',
    ['netns', 'exec', here, 'npx', 'playwright', 'test', `--project=${project}`, ...process.argv.slice(2)],
    { cwd: client, stdio: 'inherit', env: { ...process.env, ANTEROOM_E2E_NAMESPACE: here } },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => child.kill(signal));
  return new Promise((settle, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => settle(code ?? 1));
  });
}

try {
  remove(leftBehind());
  make();
  process.exitCode = await run();
} finally {
  remove([here, there]);
}
