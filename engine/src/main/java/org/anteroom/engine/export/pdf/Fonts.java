package org.anteroom.engine.export.pdf;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.PrimitiveIterator;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * The fonts of documents: DejaVu Sans, which has Latin, Greek, Cyrillic, Hebrew, Arabic, Armenian, Georgian and more, and no
 * Chinese, Japanese or Korean. Read once.
 */
final class Fonts {
    private static final String FAMILY = "DejaVu Sans";
    private static final String FOLDER = "/net/sf/jasperreports/fonts/dejavu/";

    private final byte[] regular = bytes("DejaVuSans.ttf");
    private final byte[] bold = bytes("DejaVuSans-Bold.ttf");
    private final CmapLookup glyphs = glyphs(regular);

    void addTo(PdfRendererBuilder builder) {
        builder.useFont(() -> new ByteArrayInputStream(regular), FAMILY, 400, FontStyle.NORMAL, true);
        builder.useFont(() -> new ByteArrayInputStream(bold), FAMILY, 700, FontStyle.NORMAL, true);
    }

    /** The text with each character that the fonts have no picture of written by its number, so that none is lost. */
    String readable(String text) {
        StringBuilder readable = new StringBuilder(text.length());
        PrimitiveIterator.OfInt characters = text.codePoints().iterator();
        while (characters.hasNext()) {
            int character = characters.nextInt();
            if (Character.getType(character) == Character.FORMAT || glyphs.getGlyphId(character) != 0) {
                readable.appendCodePoint(character);
            } else {
                readable.append("[U+").append(String.format("%04X", character)).append(']');
            }
        }
        return readable.toString();
    }

    private static byte[] bytes(String file) {
        try (InputStream in = Fonts.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("There is no font " + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CmapLookup glyphs(byte[] font) {
        try (TrueTypeFont read = new TTFParser(true).parse(new RandomAccessReadBuffer(font))) {
            return read.getUnicodeCmapLookup();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
