import { wordlist } from '@scure/bip39/wordlists/english';
import { bytesOf, fields } from './bytes';
import type { Where } from './schedule';

const rounds = 600_000;
const count = 5;
const bitsAWord = 11;

/**
 * Five words of a device's key, for people to compare aloud: 55 bits of PBKDF2 (RFC 8018) with 600,000 rounds of
 * HMAC-SHA-256, in words of BIP-39. They cover one key alone and are stretched, so that to find another key of the same words
 * is the work of 2^55 times 600,000 hashes, for each session anew.
 */
export async function fiveWords(where: Where, key: string): Promise<readonly string[]> {
  const base = await crypto.subtle.importKey('raw', bytesOf(key), 'PBKDF2', false, ['deriveBits']);
  const salt = fields('anteroom/e2ee/1 words', where.program, where.session);
  const params = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  const bits = new Uint8Array(await crypto.subtle.deriveBits(params, base, 64));
  let number = new DataView(bits.buffer).getBigUint64(0) >> BigInt(64 - count * bitsAWord);
  const words: string[] = [];
  for (let index = 0; index < count; index += 1) {
    words.unshift(wordlist[Number(number & 2047n)] ?? '');
    number >>= BigInt(bitsAWord);
  }
  return words;
}
