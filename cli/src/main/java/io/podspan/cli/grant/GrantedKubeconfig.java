package io.podspan.cli.grant;

import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The file that a grant writes.
 *
 * @param name of its only context, cluster and user
 * @param certificateAuthority base64 of PEM; null: the system's
 * @param insecure whether the server's certificate is left unchecked, as in the given context
 */
record GrantedKubeconfig(
    String name,
    String server,
    @Nullable String certificateAuthority,
    boolean insecure,
    Token token) {
  private static final String FIRST_LINE = "# Written by: podspan clusters grant";

  /**
   * Writes it as a whole or not at all, readable by its owner only.
   *
   * @throws GrantFailedException when another file is there, or it cannot be written
   */
  void write(Path file) {
    Path target = file.toAbsolutePath().normalize();
    refuseForeign(target);
    try {
      Files.createDirectories(
          target.getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path draft =
          Files.createTempFile(
              target.getParent(),
              ".grant",
              ".tmp",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        Files.writeString(draft, text(), StandardOpenOption.WRITE);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new GrantFailedException(
          "The kubeconfig cannot be written to "
              + target
              + ": "
              + e.getClass().getSimpleName()
              + ".",
          "make the folder writable, or name another file");
    }
  }

  /** Before anything changes in the cluster. */
  static void refuseForeign(Path file) {
    if (Files.exists(file) && !isOurs(file)) {
      throw new GrantFailedException(
          "The file " + file + " is there, and podspan clusters grant did not write it.",
          "move it away, or name another file");
    }
  }

  /**
   * Removes it if a grant wrote it.
   *
   * @return whether it was there
   */
  static boolean remove(Path file) {
    try {
      return isOurs(file) && Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new GrantFailedException(
          "The kubeconfig " + file + " cannot be removed. Its token is of no use any more.",
          "remove it by hand");
    }
  }

  private static boolean isOurs(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (var lines = Files.newBufferedReader(file)) {
      char[] start = new char[FIRST_LINE.length()];
      return lines.read(start) == start.length && new String(start).equals(FIRST_LINE);
    } catch (IOException e) {
      return false;
    }
  }

  private String text() {
    Config config =
        new ConfigBuilder()
            .withApiVersion("v1")
            .withKind("Config")
            .addNewCluster()
            .withName(name)
            .withNewCluster()
            .withServer(server)
            .withCertificateAuthorityData(certificateAuthority)
            .withInsecureSkipTlsVerify(insecure ? Boolean.TRUE : null)
            .endCluster()
            .endCluster()
            .addNewUser()
            .withName(name)
            .withNewUser()
            .withToken(token.secret())
            .endUser()
            .endUser()
            .addNewContext()
            .withName(name)
            .withNewContext()
            .withCluster(name)
            .withUser(name)
            .withNamespace(Account.NAMESPACE)
            .endContext()
            .endContext()
            .withCurrentContext(name)
            .build();
    return FIRST_LINE
        + "\n# The token ends at "
        + token.expires()
        + ". The same command again renews it.\n"
        + AdminContext.SERIALIZATION.asYaml(config);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "GrantedKubeconfig[" + name + " at " + server + "]";
  }
}
