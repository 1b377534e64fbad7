package org.anteroom.engine.export.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.anteroom.engine.export.Group;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** Attendance as a document: PDF/A-2a and PDF/UA-1 by veraPDF, with every name and how the minutes came about. */
class AttendancePdfTest {
    private static final AttendancePdf WRITER = new AttendancePdf();

    @BeforeAll
    static void judge() {
        VeraGreenfieldFoundryProvider.initialise();
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static void isValid(byte[] pdf, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            assertThat(validator.validate(parser).getTestAssertions().stream()
                            .map(fault -> fault.getRuleId().getClause() + ": " + fault.getMessage())
                            .distinct())
                    .isEmpty();
        }
    }

    @Test
    void document_isAnArchivableAndTaggedPdf() throws Exception {
        byte[] pdf = WRITER.write(new Group().report());
        isValid(pdf, PDFAFlavour.PDFA_2_A);
        isValid(pdf, PDFAFlavour.PDFUA_1);
    }

    @Test
    void document_saysWhoCameWhenAndHowTheMinutesWereComputed() throws IOException {
        String text = text(WRITER.write(new Group().report()));
        assertThat(text).contains("Ana Lopez", "Ben Okafor", "Carl Weiss", "Maya Chen", "facilitator", "Main room");
        assertThat(text.replaceAll("\\s+", " "))
                .contains("Seconds that count: 3000. Credited: 3000 / 60, cut to 50 minutes.")
                .contains("Seconds that count: 1805. Credited: 1805 / 60, cut to 30 minutes.");
        assertThat(text.replaceAll("\\s+", "")).contains(Group.HEAD);
    }

    @Test
    void names_ofOtherScriptsAreShown_andNoCharacterIsLost() throws Exception {
        byte[] pdf = WRITER.write(new Group()
                .with(List.of("ליאת כהן", "أمينة حسن", "Łucja Żółć", "王芳", "Zoë 🌊"))
                .report());
        isValid(pdf, PDFAFlavour.PDFA_2_A);
        assertThat(text(pdf)).contains("Łucja Żółć", "[U+738B][U+82B3]", "Zoë");
    }

    @Test
    void markupInANameOrTitle_isText() throws IOException {
        String text = text(WRITER.write(new Group()
                .with(List.of("</td><img src='file:///etc/passwd'/>"))
                .report()));
        assertThat(text.replaceAll("\\s+", "")).contains("</td><imgsrc='file:///etc/passwd'/>");
    }

    @Test
    void twoHundredPeople_areAllThere() throws IOException {
        List<String> names =
                IntStream.range(0, 200).mapToObj(i -> "Person Number" + i + "x").toList();
        String text = text(WRITER.write(new Group().with(names).report()));
        assertThat(names).allSatisfy(name -> assertThat(text).contains(name));
    }
}
