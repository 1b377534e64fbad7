package org.anteroom.engine.rest;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.anteroom.engine.runtime.ListedSession;

/** A ZIP with one document a session, named by the session's id: one of a title would carry it into folders and mails. */
final class ZipOfDocuments implements ExportFile {
    private final Function<ListedSession, Future<Optional<Buffer>>> documents;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);

    ZipOfDocuments(Function<ListedSession, Future<Optional<Buffer>>> documents) {
        this.documents = documents;
    }

    @Override
    public String type() {
        return "application/zip";
    }

    @Override
    public Buffer begin() {
        return Buffer.buffer();
    }

    @Override
    public Future<Buffer> piece(ListedSession session) {
        return documents.apply(session).map(found -> {
            found.ifPresent(document -> add(session, document));
            return taken();
        });
    }

    private void add(ListedSession session, Buffer document) {
        try {
            ZipEntry entry = new ZipEntry(session.id().value() + ".pdf");
            entry.setTime(session.startsAt().toEpochMilli());
            zip.putNextEntry(entry);
            zip.write(document.getBytes());
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Buffer taken() {
        Buffer piece = Buffer.buffer(bytes.toByteArray());
        bytes.reset();
        return piece;
    }

    @Override
    public Buffer end() {
        try {
            zip.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return taken();
    }
}
