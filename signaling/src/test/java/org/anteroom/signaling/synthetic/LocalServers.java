package org.anteroom.signaling.synthetic;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What real servers on loopback want before they start, and how one sees that they did. */
public final class LocalServers {
    private static final int CONNECT_MS_MAX = 500;

    private LocalServers() {}

    /**
     * Makes a key and a certificate of its own by openssl; blocks.
     *
     * @param subject what it is made out to
     * @param addresses as openssl writes them, {@code IP:127.0.0.1}
     */
    public static void certify(Path certificate, Path key, String subject, String addresses)
            throws IOException, InterruptedException {
        File said = new File(certificate + ".log");
        List<String> command = new ArrayList<>(List.of(
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"));
        command.addAll(List.of("-days", "2", "-subj", "/CN=" + subject, "-addext", "subjectAltName=" + addresses));
        command.addAll(List.of("-keyout", key.toString(), "-out", certificate.toString()));
        Process made = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said)
                .start();
        if (made.waitFor() != 0) {
            throw new IOException("openssl: " + Files.readString(said.toPath()));
        }
    }

    /** Whether somebody listens there. */
    public static boolean accepts(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MS_MAX);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
