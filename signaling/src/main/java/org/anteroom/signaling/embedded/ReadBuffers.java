package org.anteroom.signaling.embedded;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.stream.Stream;

/**
 * What one socket reads into: as many buffers as one batch has datagrams, the same ones for every batch. Whoever is handed
 * one has to be done with it before the batch ends.
 */
final class ReadBuffers extends DefaultMaxMessagesRecvByteBufAllocator {
    private final int bytes;
    private final ByteBuf[] buffers;
    private int next;

    /** @param bytes of the longest datagram that is read whole */
    ReadBuffers(int bytes, int datagramsPerRead) {
        super(datagramsPerRead);
        this.bytes = bytes;
        // One more: the read that finds nothing takes a buffer, too.
        this.buffers = Stream.generate(() -> Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(bytes)))
                .limit(datagramsPerRead + 1L)
                .toArray(ByteBuf[]::new);
    }

    private ByteBuf take() {
        next = (next + 1) % buffers.length;
        return buffers[next].clear().retain();
    }

    // The name of this method is Netty's.
    @SuppressWarnings("deprecation")
    @Override
    public Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public int guess() {
                return bytes;
            }

            @Override
            public ByteBuf allocate(ByteBufAllocator unused) {
                return take();
            }
        };
    }
}
