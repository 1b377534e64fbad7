package org.anteroom.bench;

/** The answer of somebody without microphone and camera, who receives what there is. It leads to no transport. */
final class ListenerAnswer {
    private static final String TRANSPORT = "a=ice-ufrag:benchbench\r\na=ice-pwd:benchbenchbenchbenchbenchbench\r\n"
            + "a=fingerprint:sha-256 " + "AB:".repeat(31) + "AB\r\na=setup:active\r\na=rtcp-mux\r\n";

    private ListenerAnswer() {}

    static String to(String offer) {
        StringBuilder answer = new StringBuilder("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
        offer.lines().forEach(line -> {
            if (line.startsWith("a=group:")) {
                answer.append(line).append("\r\n");
            } else if (line.startsWith("m=")) {
                String[] words = line.split(" ", 3);
                answer.append(words[0]).append(" 9 ").append(words[2]).append("\r\nc=IN IP4 0.0.0.0\r\n");
            } else if (line.startsWith("a=mid:")) {
                answer.append(line).append("\r\n").append(TRANSPORT);
            } else if (line.equals("a=sendonly")) {
                answer.append("a=recvonly\r\n");
            } else if (line.equals("a=recvonly") || line.equals("a=inactive")) {
                answer.append("a=inactive\r\n");
            }
        });
        return answer.toString();
    }
}
