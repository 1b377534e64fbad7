package org.anteroom.signaling.turn;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.anteroom.signaling.Patience;

/** How messages go to a TURN server and back: by UDP, by TCP, or by TLS. */
interface TurnLine extends AutoCloseable {
    int TIMEOUT_MS = Patience.SECONDS * 1_000;
    int MESSAGE_BYTES_MAX = 2_048;

    void send(byte[] message) throws IOException;

    byte[] receive() throws IOException;

    @Override
    void close() throws IOException;

    static TurnLine udp(InetSocketAddress server) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.connect(server);
        socket.setSoTimeout(TIMEOUT_MS);
        return new TurnLine() {
            @Override
            public void send(byte[] message) throws IOException {
                socket.send(new DatagramPacket(message, message.length));
            }

            @Override
            public byte[] receive() throws IOException {
                DatagramPacket packet = new DatagramPacket(new byte[MESSAGE_BYTES_MAX], MESSAGE_BYTES_MAX);
                socket.receive(packet);
                return Arrays.copyOf(packet.getData(), packet.getLength());
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }

    static TurnLine tcp(InetSocketAddress server) throws IOException {
        return stream(new Socket(server.getAddress(), server.getPort()));
    }

    /** By TLS 1.2 or 1.3, as browsers do; the certificate is the test's own, and its name is not what is tested. */
    static TurnLine tls(InetSocketAddress server) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAnybody()}, new SecureRandom());
        return stream(context.getSocketFactory().createSocket(server.getAddress(), server.getPort()));
    }

    private static TurnLine stream(Socket socket) throws IOException {
        socket.setSoTimeout(TIMEOUT_MS);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        return new TurnLine() {
            @Override
            public void send(byte[] message) throws IOException {
                socket.getOutputStream().write(message);
                socket.getOutputStream().flush();
            }

            @Override
            public byte[] receive() throws IOException {
                byte[] head = new byte[20];
                in.readFully(head);
                byte[] message =
                        Arrays.copyOf(head, head.length + ByteBuffer.wrap(head).getShort(2));
                in.readFully(message, head.length, message.length - head.length);
                return message;
            }

            @Override
            public void close() throws IOException {
                socket.close();
            }
        };
    }

    /** Nothing is kept secret by this line. */
    final class TrustAnybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
