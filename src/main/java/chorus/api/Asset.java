package chorus.api;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// A file that is served as it is, and compressed once for all who understand that.
record Asset(String type, Buffer plain, Optional<Buffer> compressed) {
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "html", "text/html; charset=utf-8",
            "svg", "image/svg+xml");

    /// @return empty when the name's ending is none that is served
    static Optional<Asset> of(String name, byte[] bytes) {
        return Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
                .map(type -> new Asset(type, Buffer.buffer(bytes), smaller(bytes)));
    }

    /// The file for somebody who takes what `Accept-Encoding` says (RFC 9110 §12.5.3).
    Page page(Incoming incoming, Map<String, String> headers) {
        var all = new LinkedHashMap<>(headers);
        all.put("Vary", "Accept-Encoding");
        var accepted = incoming.headers().getOrDefault("accept-encoding", "");
        if (compressed.isPresent() && accepted.contains("gzip")) {
            all.put("Content-Encoding", "gzip");
            return new Page(200, type, compressed.get(), all);
        }
        return new Page(200, type, plain, all);
    }

    private static Optional<Buffer> smaller(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new BestGzip(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.size() < bytes.length ? Optional.of(Buffer.buffer(packed.toByteArray())) : Optional.empty();
    }

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
