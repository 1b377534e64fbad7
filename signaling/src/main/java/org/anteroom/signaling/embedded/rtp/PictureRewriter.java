package org.anteroom.signaling.embedded.rtp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The picture ids of one outgoing VP8 stream, and which of its pictures go out: ids go on by one where its source pauses,
 * another layer takes over, or pictures of upper temporal layers are left out, so that a decoder sees one stream
 * (RFC 7741, section 4.2).
 *
 * <p>Fewer temporal layers go out from any picture on; one more from a key frame on, or from a picture of it that needs
 * none but the lowest (its Y bit). What was decided of a picture holds for all of its packets, late ones too.
 */
public final class PictureRewriter {
    /** More temporal layers than there are. */
    public static final int ALL = 4;

    private static final int REMEMBERED = 256;
    private static final int LEFT_OUT = Integer.MIN_VALUE;

    private boolean begins = true;
    private boolean started;
    private int pictureOffset;
    private int tl0Offset;
    private int lastPicture;
    private int lastTl0;
    /** The source's id of the newest picture of the run. */
    private int newest;
    /** The highest temporal layer that goes out. */
    private int temporal = ALL;
    /** What is added to the last pictures' ids, by id; null before the first was left out of the run. */
    private int @Nullable [] offsets;

    /** Ends the run: the next picture follows the last one. */
    public void pause() {
        begins = true;
    }

    /** The highest temporal layer that goes out, of those that are wanted. */
    public int temporal() {
        return temporal;
    }

    /**
     * Takes the next packet of the source, which begins the run or goes on with it; false where its picture is left out.
     *
     * @param payload where the payload begins that has the shape that was read
     * @param wanted the highest temporal layer that is to go out
     */
    public boolean take(Vp8Descriptor shape, byte[] b, int payload, int wanted) {
        if (!shape.hasPicture()) {
            return true;
        }
        int picture = shape.picture(b, payload);
        if (begins) {
            begin(shape, picture, shape.hasTl0() ? shape.tl0(b, payload) : 0, wanted);
            return true;
        }
        if (!shape.isThinnable()) {
            return true;
        }
        int ahead = ahead(picture, newest);
        if (ahead <= 0) {
            return offsetOf(picture) != LEFT_OUT;
        }
        boolean out = goesOut(shape, wanted);
        remember(picture, ahead, out);
        newest = picture;
        return out;
    }

    private void begin(Vp8Descriptor shape, int picture, int tl0, int wanted) {
        if (started) {
            pictureOffset = lastPicture + 1 - picture;
            tl0Offset = shape.hasTl0() ? lastTl0 + 1 - tl0 : 0;
        }
        begins = false;
        started = true;
        newest = picture;
        temporal = wanted;
        offsets = null;
    }

    private boolean goesOut(Vp8Descriptor shape, int wanted) {
        int layer = shape.temporalLayer();
        temporal = shape.beginsKeyFrame() ? wanted : Math.min(temporal, wanted);
        if (layer == temporal + 1 && layer <= wanted && shape.isLayerSync()) {
            temporal = layer;
        }
        return layer <= temporal;
    }

    private void remember(int picture, int ahead, boolean out) {
        if (!out && offsets == null) {
            offsets = new int[REMEMBERED];
            Arrays.fill(offsets, pictureOffset);
        }
        if (offsets != null) {
            for (int back = Math.min(ahead, REMEMBERED) - 1; back > 0; back--) {
                offsets[(picture - back) & (REMEMBERED - 1)] = pictureOffset;
            }
            offsets[picture & (REMEMBERED - 1)] = out ? pictureOffset : LEFT_OUT;
        }
        pictureOffset -= out ? 0 : 1;
    }

    private int offsetOf(int picture) {
        if (offsets == null) {
            return pictureOffset;
        }
        return ahead(picture, newest) > -REMEMBERED ? offsets[picture & (REMEMBERED - 1)] : LEFT_OUT;
    }

    private static int ahead(int picture, int other) {
        return (picture - other) << 17 >> 17;
    }

    /** Rewrites the payload that begins there, which has the shape that was read and was taken, for its first time. */
    public void next(Vp8Descriptor shape, byte[] b, int payload) {
        if (!again(shape, b, payload) || !shape.hasPicture()) {
            return;
        }
        int picture = shape.picture(b, payload);
        if (((picture - lastPicture) & 0x7FFF) < 0x4000) {
            lastPicture = picture;
        }
        if (shape.hasTl0() && ((shape.tl0(b, payload) - lastTl0) & 0xFF) < 0x80) {
            lastTl0 = shape.tl0(b, payload);
        }
    }

    /** Rewrites a payload of the present run once more; false where its picture is left out. */
    public boolean again(Vp8Descriptor shape, byte[] b, int payload) {
        if (shape.hasPicture()) {
            int picture = shape.picture(b, payload);
            int add = shape.isThinnable() ? offsetOf(picture) : pictureOffset;
            if (add == LEFT_OUT) {
                return false;
            }
            shape.putPicture(b, payload, picture + add);
        }
        if (shape.hasTl0()) {
            shape.putTl0(b, payload, shape.tl0(b, payload) + tl0Offset);
        }
        return true;
    }
}
