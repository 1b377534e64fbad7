package org.anteroom.signaling.embedded.rtp;

/**
 * The picture ids of one outgoing VP8 stream: they go on by one where its source pauses or another layer takes over, so
 * that a decoder sees one stream (RFC 7741, section 4.2).
 */
public final class PictureRewriter {
    private boolean begins = true;
    private boolean started;
    private int pictureOffset;
    private int tl0Offset;
    private int lastPicture;
    private int lastTl0;

    /** Ends the run: the next picture follows the last one. */
    public void pause() {
        begins = started;
    }

    /** Rewrites the payload that begins there, which has the shape that was read, as the next one of the stream. */
    public void next(Vp8Descriptor shape, byte[] b, int payload) {
        if (!shape.hasPicture()) {
            return;
        }
        if (begins && started) {
            pictureOffset = lastPicture + 1 - shape.picture(b, payload);
            tl0Offset = shape.hasTl0() ? lastTl0 + 1 - shape.tl0(b, payload) : 0;
        }
        begins = false;
        started = true;
        again(shape, b, payload);
        int picture = shape.picture(b, payload);
        if (((picture - lastPicture) & 0x7FFF) < 0x4000) {
            lastPicture = picture;
        }
        if (shape.hasTl0() && ((shape.tl0(b, payload) - lastTl0) & 0xFF) < 0x80) {
            lastTl0 = shape.tl0(b, payload);
        }
    }

    /** Rewrites a payload of the present run once more. */
    public void again(Vp8Descriptor shape, byte[] b, int payload) {
        if (shape.hasPicture()) {
            shape.putPicture(b, payload, shape.picture(b, payload) + pictureOffset);
        }
        if (shape.hasTl0()) {
            shape.putTl0(b, payload, shape.tl0(b, payload) + tl0Offset);
        }
    }
}
