package org.anteroom.engine.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.anteroom.engine.session.Consent;
import org.anteroom.engine.session.ConsentId;
import org.anteroom.engine.session.ConsentView;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;
import org.anteroom.engine.wire.SessionReader;

/** Consents as programs write and read them. */
public final class ConsentReader {
    private static final int NAME_MAX = 100;
    private static final int KINDS_MAX = 6;
    private static final int LANGUAGES_MAX = 20;
    private static final int TEXT_MAX = 4_000;
    /** Of all languages together: each welcome of whoever waits carries them. */
    private static final int TEXTS_MAX = 10_000;

    private ConsentReader() {}

    /** The consent that a program wrote, under this id and version. */
    public static Consent read(ConsentId id, int version, Fields body) {
        Consent consent = new Consent(id, version, body.line("name", NAME_MAX), kinds(body), texts(body));
        body.done();
        return consent;
    }

    private static List<String> kinds(Fields body) {
        List<String> kinds = body.list("kinds", 1, KINDS_MAX, (element, where) -> {
            if (element instanceof String word && SessionReader.isKind(word)) {
                return word;
            }
            throw new InvalidException(
                    where, "Must be one of group, individual, psychiatry, family, case-management, orientation.");
        });
        if (kinds.stream().distinct().count() != kinds.size()) {
            throw new InvalidException(body.at("kinds"), "Each must stand once.");
        }
        return kinds;
    }

    private static Map<String, Text> texts(Fields body) {
        Fields texts = body.object("texts");
        String at = body.at("texts");
        if (texts.names().isEmpty() || texts.names().size() > LANGUAGES_MAX) {
            throw new InvalidException(at, "Must have 1 to " + LANGUAGES_MAX + " languages.");
        }
        Map<String, Text> read = new LinkedHashMap<>();
        for (String language : texts.names()) {
            if (!Consent.isLanguage(language)) {
                throw new InvalidException(at, "Must be named by languages, as en or es-MX.");
            }
            read.put(language, texts.prose(language, TEXT_MAX));
        }
        if (read.values().stream().mapToInt(text -> text.value().length()).sum() > TEXTS_MAX) {
            throw new InvalidException(at, "Must have at most " + TEXTS_MAX + " characters in all languages together.");
        }
        return read;
    }

    /** A consent as programs read it. */
    public static Map<String, Object> shown(Consent consent) {
        return Obj.of("id", consent.id().value())
                .with("version", consent.version())
                .with("name", consent.name().value())
                .with("kinds", consent.kinds())
                .with("texts", ConsentView.words(consent.texts()))
                .map();
    }
}
