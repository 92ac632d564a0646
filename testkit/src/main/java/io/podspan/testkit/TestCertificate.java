package io.podspan.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A key and a certificate for 127.0.0.1 and localhost, signed by itself, made for one test with
 * keytool. Whoever trusts {@link #certificate} trusts a server that has both.
 *
 * @param certificate a file of PEM
 * @param key a file of PEM, PKCS#8, for its owner's eyes only
 */
public record TestCertificate(Path certificate, Path key) {
  private static final String PASSWORD = "for-this-test";

  /** Makes one below this folder. */
  public static TestCertificate in(Path folder) {
    try {
      Path store = Files.createDirectories(folder).resolve(UUID.randomUUID() + ".p12");
      make(store);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        keys.load(in, PASSWORD.toCharArray());
      }
      return new TestCertificate(
          write(
              store.resolveSibling(store.getFileName() + ".crt"),
              "CERTIFICATE",
              keys.getCertificate("server").getEncoded()),
          write(
              store.resolveSibling(store.getFileName() + ".key"),
              "PRIVATE KEY",
              keys.getKey("server", PASSWORD.toCharArray()).getEncoded()));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot make a certificate in " + folder, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a certificate is made", e);
    }
  }

  private static void make(Path store) throws IOException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> line =
        List.of(
            keytool,
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=ip:127.0.0.1,dns:localhost",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD);
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log(store)).start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("keytool failed: " + Files.readString(log(store).toPath()));
    }
  }

  private static java.io.File log(Path store) {
    return store.resolveSibling(store.getFileName() + ".log").toFile();
  }

  private static Path write(Path file, String what, byte[] der) throws IOException {
    String text =
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(
                what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), what);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.write(file, text.getBytes(US_ASCII));
  }
}
