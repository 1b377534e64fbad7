package org.anteroom.engine.export.pdf;

import com.openhtmltopdf.bidi.support.ICUBidiReorderer;
import com.openhtmltopdf.bidi.support.ICUBidiSplitter;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.TextDirection;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.anteroom.engine.export.Report;

/**
 * A session's attendance as a PDF: PDF/A-2a (ISO 19005-2), tagged (PDF/UA-1, ISO 14289-1), fonts embedded, nothing fetched.
 * Takes tens of milliseconds to seconds of processor time, so that no event loop is to call it. Thread-safe.
 */
public final class AttendancePdf {
    static {
        // What it complains of names the text that it complains about.
        XRLog.setLoggingEnabled(false);
    }

    private final Fonts fonts = new Fonts();
    private final byte[] colours = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    /** The document of one session. */
    public byte[] write(Report report) {
        Page page = AttendancePage.of(report, fonts::readable);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder();
        fonts.addTo(builder);
        builder.useFastMode();
        builder.usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_2_A);
        builder.usePdfUaAccessibility(true);
        builder.useColorProfile(colours);
        builder.useUnicodeBidiSplitter(new ICUBidiSplitter.ICUBidiSplitterFactory());
        builder.useUnicodeBidiReorderer(new ICUBidiReorderer());
        builder.defaultTextDirection(TextDirection.LTR);
        builder.withProducer("Anteroom");
        builder.withW3cDocument(page.document(), "");
        builder.toStream(out);
        try {
            builder.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
