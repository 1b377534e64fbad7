package org.anteroom.engine.blackbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** The keys of one page, as {@code docs/e2ee.md} has them. */
final class DeviceKeys {
    private final String program;
    private final String session;
    private final String seat;
    private final KeyPair pair = pair();

    DeviceKeys(String program, String session, String seat) {
        this.program = program;
        this.session = session;
        this.seat = seat;
    }

    String key() {
        return word(point(pair));
    }

    JsonObject device() {
        return e2ee("device").put("key", key()).put("proof", sign("device", seat, point(pair)));
    }

    JsonObject stays(String... ids) {
        JsonArray keys = new JsonArray();
        for (String id : ids) {
            byte[] hpke = point(pair());
            keys.add(new JsonObject()
                    .put("id", id)
                    .put("hpke", word(hpke))
                    .put("sig", sign("stay", seat, id.getBytes(StandardCharsets.UTF_8), hpke)));
        }
        return e2ee("stays").put("keys", keys);
    }

    JsonObject vouch(DeviceKeys other) {
        String sig = sign("vouch", other.seat, point(other.pair), seat.getBytes(StandardCharsets.UTF_8), point(pair));
        return e2ee("vouch").put("seat", other.seat).put("key", other.key()).put("sig", sig);
    }

    static JsonObject keys(String place, long epoch, long kid, String... to) {
        JsonArray wrapped = new JsonArray();
        for (String seat : to) {
            wrapped.add(new JsonObject()
                    .put("seat", seat)
                    .put("enc", "A".repeat(87))
                    .put("ct", "B".repeat(64)));
        }
        return e2ee("keys")
                .put("place", place)
                .put("epoch", epoch)
                .put("kid", kid)
                .put("roster", "C".repeat(43))
                .put("to", wrapped)
                .put("sig", "D".repeat(86));
    }

    static JsonObject e2ee(String name) {
        return new JsonObject().put("type", "e2ee").put("name", name);
    }

    private String sign(String what, String whose, byte[]... fields) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        for (String field : new String[] {"anteroom/e2ee/1 " + what, program, session, whose}) {
            put(signed, field.getBytes(StandardCharsets.UTF_8));
        }
        for (byte[] field : fields) {
            put(signed, field);
        }
        try {
            Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
            signer.initSign(pair.getPrivate());
            signer.update(signed.toByteArray());
            return word(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(ByteArrayOutputStream out, byte[] field) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(field.length).array());
        out.writeBytes(field);
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] point(KeyPair pair) {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        ByteBuffer point = ByteBuffer.allocate(65).put((byte) 4);
        return point.put(fixed(key.getW().getAffineX()))
                .put(fixed(key.getW().getAffineY()))
                .array();
    }

    private static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return fixed;
    }

    static String word(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
