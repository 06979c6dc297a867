package chorus.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Secrets of this instance that live in files only their owner may read, generated at first use.
public final class MasterKeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(MasterKeyFile.class);
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private MasterKeyFile() {}

    /// The keys in `master.key` of the data directory; the file is made when there is none.
    public static MasterKeys in(Path dataDirectory) {
        var file = dataDirectory.resolve("master.key");
        try {
            return MasterKeys.parse(readOrGenerate(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " holds no usable key. " + e.getMessage(), e);
        }
    }

    /// What the file says; a missing file is made first, with 32 random bytes in base64.
    public static Secret readOrGenerate(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            generateUnlessThere(file);
            warnWhenOthersMayRead(file);
            return Secret.of(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Could not read or make " + file + ": the data directory must be writable.", e);
        }
    }

    private static void generateUnlessThere(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        var random = new byte[MasterKeys.KEY_BYTES];
        new SecureRandom().nextBytes(random);
        var text = Base64.getEncoder().encodeToString(random) + "\n";
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(file, options, ownerOnly())) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("{} was made by another process at this moment.", file);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void warnWhenOthersMayRead(Path file) throws IOException {
        if (isPosix() && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
            LOG.warn("{} can be read by other users of this machine: run 'chmod 600 {}'.", file, file);
        }
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
