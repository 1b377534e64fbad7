/**
 * Whether an answer takes any picture. A browser without the codec rejects each video m-line by port 0 (RFC 8829,
 * section 5.3.1); the rest of its answer is as good as any.
 */
export function takesPictures(sdp: string): boolean {
  const lines = sdp.split(/\r?\n/u).filter((line) => line.startsWith('m=video '));
  return lines.length === 0 || lines.some((line) => !line.startsWith('m=video 0 '));
}
