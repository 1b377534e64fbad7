const ofTheTransport = /^a=(?:ice-ufrag|ice-pwd|ice-options|fingerprint|setup|rtcp):/u;

/**
 * The same answer without what its later m-lines repeat of the first: in a bundle all have one transport (RFC 9143,
 * section 7.3.3), and with fifty people in a place the repetitions would not fit into a frame.
 */
export function brief(sdp: string): string {
  const [session = '', first = '', ...later] = sdp.split(/^(?=m=)/mu);
  const said = new Set(lines(first).filter((line) => ofTheTransport.test(line)));
  return [session, first, ...later.map((media) => without(media, said))].join('');
}

/** Each with its end. */
function lines(text: string): readonly string[] {
  return text.split(/(?<=\n)/u);
}

function without(media: string, said: ReadonlySet<string>): string {
  return lines(media)
    .filter((line) => !said.has(line))
    .join('');
}
