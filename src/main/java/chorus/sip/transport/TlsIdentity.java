package chorus.sip.transport;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// Who we are over TLS: PEM files of a certificate with its chain and of its key, read again when they change.
public record TlsIdentity(Path certificate, Path key) {
    private static final Duration LASTS = Duration.ofDays(3650);
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    /// A certificate for trials that vouches for itself, made once and kept in a folder that only we may read.
    ///
    /// @param names host names and addresses we are reached at
    /// @throws TlsException when the folder cannot be written
    public static TlsIdentity selfSigned(Path folder, List<String> names) {
        var identity = new TlsIdentity(folder.resolve("self-signed.crt"), folder.resolve("self-signed.key"));
        if (!Files.exists(identity.certificate) || !Files.exists(identity.key)) {
            try {
                identity.make(folder, names);
            } catch (IOException | GeneralSecurityException e) {
                throw new TlsException(
                        "A certificate for TLS cannot be made in " + folder + ": " + e.getMessage() + ".", e, false);
            }
        }
        return identity;
    }

    private void make(Path folder, List<String> names) throws IOException, GeneralSecurityException {
        var keys = CertificateMaker.newKeys();
        var now = Instant.now();
        var wording = new CertificateMaker.Wording(names, true, now.minus(CLOCK_SKEW), now.plus(LASTS));
        Files.createDirectories(folder, ours("rwx------"));
        write(key, "PRIVATE KEY", keys.getPrivate().getEncoded());
        write(certificate, "CERTIFICATE", CertificateMaker.certificate(keys, wording, keys, names.getFirst()));
    }

    /// Writes a PEM file that nobody else may read.
    static void write(Path file, String what, byte[] der) throws IOException {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        var pem = "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
        Files.deleteIfExists(file);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var out = Channels.newOutputStream(Files.newByteChannel(file, options, ours("rw-------")))) {
            out.write(pem.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static FileAttribute<?>[] ours(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
