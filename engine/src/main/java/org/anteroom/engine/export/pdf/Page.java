package org.anteroom.engine.export.pdf;

import java.util.List;
import java.util.function.UnaryOperator;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A document of headings, paragraphs and tables, built as a tree, so that no text of it is ever read as markup. */
final class Page {
    private static final String STYLE = """
            @page { size: A4; margin: 18mm 16mm 18mm 16mm;
                    @bottom-right { content: counter(page) ' / ' counter(pages); font-family: 'DejaVu Sans';
                                     font-size: 8pt; color: #444 } }
            html { font-family: 'DejaVu Sans' }
            body { font-family: 'DejaVu Sans'; font-size: 8.5pt; line-height: 1.35; color: #111 }
            h1 { font-size: 14pt; margin: 0 0 2mm 0 }
            h2 { font-size: 10pt; margin: 5mm 0 1mm 0; page-break-after: avoid }
            p { margin: 0 0 1.5mm 0 }
            table { width: 100%; border-collapse: collapse; margin: 0 0 2mm 0;
                    -fs-table-paginate: paginate; page-break-inside: auto }
            tr { page-break-inside: avoid }
            th { text-align: left; border-bottom: 0.6pt solid #444; padding: 0.8mm 1.5mm 0.8mm 0 }
            td { border-bottom: 0.3pt solid #bbb; padding: 0.8mm 1.5mm 0.8mm 0; vertical-align: top }
            .proof { word-wrap: break-word; font-size: 8pt }
            """;

    private final UnaryOperator<String> readable;
    private final Document document;
    private final Element body;

    /** @param readable makes of each text one that the fonts can show */
    Page(String title, UnaryOperator<String> readable) {
        this.readable = readable;
        document = empty();
        Element html = document.createElement("html");
        html.setAttribute("lang", "en");
        html.setAttribute("xml:lang", "en");
        document.appendChild(html);
        Element head = child(html, "head", "");
        add(head, "title", title);
        Element description = child(head, "meta", "");
        description.setAttribute("name", "description");
        description.setAttribute("content", title);
        Element subject = child(head, "meta", "");
        subject.setAttribute("name", "subject");
        subject.setAttribute("content", title);
        head.appendChild(document.createElement("style")).setTextContent(STYLE);
        body = child(html, "body", "");
        add(body, "h1", title);
    }

    private static Document empty() {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("There is no document builder", e);
        }
    }

    void heading(String text) {
        add(body, "h2", text);
    }

    void paragraph(String text) {
        add(body, "p", text);
    }

    void proof(String text) {
        child(body, "p", text).setAttribute("class", "proof");
    }

    /** A table; a header cell for each column. */
    void table(List<String> header, List<List<String>> rows) {
        Element table = child(body, "table", "");
        Element names = child(child(table, "thead", ""), "tr", "");
        header.forEach(name -> child(names, "th", name).setAttribute("scope", "col"));
        Element group = child(table, "tbody", "");
        for (List<String> cells : rows) {
            Element row = child(group, "tr", "");
            cells.forEach(cell -> add(row, "td", cell));
        }
    }

    Document document() {
        return document;
    }

    private void add(Element parent, String name, String text) {
        var unused = child(parent, name, text);
    }

    private Element child(Element parent, String name, String text) {
        Element child = document.createElement(name);
        if (!text.isEmpty()) {
            child.setTextContent(readable.apply(text));
        }
        parent.appendChild(child);
        return child;
    }
}
