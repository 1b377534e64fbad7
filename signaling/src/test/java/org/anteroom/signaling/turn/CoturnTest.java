package org.anteroom.signaling.turn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import org.anteroom.signaling.Patience;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our credentials at a real coturn, under the project's example of its configuration. */
@Tag("slow")
class CoturnTest {
    private static final String SECRET = "north-wind-over-the-harbour-17-x";
    private static final String ID = "Jm2cQ8vT0aXb5LrYk7WnEg";
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;

    @TempDir
    static Path folder;

    private static TurnServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = TurnServer.start(folder, SECRET);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static TurnCredentials valid() {
        return credentials(SECRET, Instant.now().plusSeconds(600));
    }

    private static TurnCredentials credentials(String secret, Instant expiry) {
        return new TurnSecret(secret).credentials(expiry, ID);
    }

    private static TurnClient client(TurnCredentials credentials) throws IOException {
        return new TurnClient(TurnLine.udp(server.plain()), credentials);
    }

    @Test
    void byUdp_everythingIsRelayedToTheBridgeAndBack() throws IOException {
        checkRelayed(TurnLine.udp(server.plain()));
    }

    @Test
    void byTcp_everythingIsRelayedToTheBridgeAndBack() throws IOException {
        checkRelayed(TurnLine.tcp(server.plain()));
    }

    @Test
    void byTls_everythingIsRelayedToTheBridgeAndBack() throws IOException, GeneralSecurityException {
        checkRelayed(TurnLine.tls(server.tls()));
    }

    private static void checkRelayed(TurnLine line) throws IOException {
        try (TurnClient client = new TurnClient(line, valid());
                DatagramSocket bridge = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            bridge.setSoTimeout(TurnLine.TIMEOUT_MS);
            InetSocketAddress relayed = allocated(client);
            InetSocketAddress peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), bridge.getLocalPort());
            assertThat(client.permit(peer).type()).isEqualTo(TurnClient.CREATE_PERMISSION | TurnMessage.SUCCESS);
            client.sendTo(peer, "there");
            DatagramPacket packet = new DatagramPacket(new byte[100], 100);
            bridge.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), UTF_8))
                    .isEqualTo("there");
            assertThat(packet.getSocketAddress()).isEqualTo(relayed);
            byte[] back = "and back".getBytes(UTF_8);
            bridge.send(new DatagramPacket(back, back.length, relayed));
            assertThat(client.received()).isEqualTo("and back");
        }
    }

    private static InetSocketAddress allocated(TurnClient client) throws IOException {
        TurnMessage answer = client.allocate();
        assertThat(answer.error()).isZero();
        assertThat(answer.type()).isEqualTo(TurnMessage.ALLOCATE | TurnMessage.SUCCESS);
        return answer.address(TurnClient.XOR_RELAYED_ADDRESS);
    }

    @Test
    void expiredCredentials_areRefused() throws IOException {
        checkRefused(credentials(SECRET, Instant.now().minusSeconds(1)));
    }

    @Test
    void credentialsOfAnotherSecret_areRefused() throws IOException {
        checkRefused(credentials(SECRET + "y", Instant.now().plusSeconds(600)));
    }

    @Test
    void credentialsWhoseExpiryWasPutOff_areRefused() throws IOException {
        TurnCredentials given = valid();
        checkRefused(new TurnCredentials("9" + given.username(), given.password()));
    }

    private static void checkRefused(TurnCredentials credentials) throws IOException {
        try (TurnClient client = client(credentials)) {
            assertThat(client.allocate().error()).isEqualTo(UNAUTHENTICATED);
        }
    }

    @Test
    void whoIsRelayedAlready_goesOnAfterTheCredentialsExpired() throws IOException {
        for (int seconds = 2; ; seconds *= 2) {
            TurnCredentials credentials = credentials(SECRET, Instant.now().plusSeconds(seconds));
            try (TurnClient client = client(credentials)) {
                int error = client.allocate().error();
                if (error == UNAUTHENTICATED && seconds < Patience.SECONDS) {
                    // They had expired before the relay read them.
                    continue;
                }
                assertThat(error).isZero();
                Patience.await().untilAsserted(() -> checkRefused(credentials));
                assertThat(client.refresh().type()).isEqualTo(TurnMessage.REFRESH | TurnMessage.SUCCESS);
                return;
            }
        }
    }

    @Test
    void whatIsNotTheBridge_cannotBeReached() throws IOException {
        try (TurnClient client = client(valid())) {
            assertThat(allocated(client)).isNotNull();
            for (String elsewhere : new String[] {"127.0.0.2", "10.0.0.1", "192.0.2.1", "169.254.169.254"}) {
                assertThat(client.permit(new InetSocketAddress(elsewhere, 80)).error())
                        .as(elsewhere)
                        .isEqualTo(FORBIDDEN);
            }
        }
    }
}
