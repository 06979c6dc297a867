package chorus.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The files of a folder in the program, held in memory under one stamp that changes with any of them.
///
/// @param texts what they are made of, by their paths below the folder
/// @param stamp the hash of all of it
record Assets(Map<String, String> texts, Map<String, Asset> files, String stamp) {
    private static final int STAMP_DIGITS = 16;

    /// @param folder such as `/dashboard`
    static Assets in(String folder) {
        var texts = read(folder);
        var files = new TreeMap<String, Asset>();
        texts.forEach((name, bytes) -> Asset.of(name, bytes).ifPresent(file -> files.put(name, file)));
        return new Assets(
                texts.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, file -> new String(file.getValue(), UTF_8))),
                files,
                stamp(texts));
    }

    /// @return empty when there is no file of this name
    String text(String path) {
        return texts.getOrDefault(path, "");
    }

    Optional<Asset> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private static TreeMap<String, byte[]> read(String folder) {
        try {
            var place = Objects.requireNonNull(Assets.class.getResource(folder), folder + " is missing")
                    .toURI();
            return place.getScheme().equals("jar") ? readPacked(place, folder) : readBelow(Path.of(place));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TreeMap<String, byte[]> readPacked(URI place, String folder) throws IOException {
        try (var jar = FileSystems.newFileSystem(place, Map.of())) {
            return readBelow(jar.getPath(folder));
        }
    }

    private static TreeMap<String, byte[]> readBelow(Path root) throws IOException {
        var found = new TreeMap<String, byte[]>();
        try (var paths = Files.walk(root)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                found.put(root.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
            }
        }
        return found;
    }

    private static String stamp(Map<String, byte[]> texts) {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            texts.forEach((name, bytes) -> {
                hash.update(name.getBytes(UTF_8));
                hash.update(bytes);
            });
            return HexFormat.of().formatHex(hash.digest()).substring(0, STAMP_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
