package io.podspan.lab.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** The file by which a client reaches a cluster. */
public record Kubeconfig(String cluster, int port, String certificatePem, String token) {

  /** Writes it, readable by its owner only. */
  public void write(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text(), StandardOpenOption.WRITE);
  }

  private String text() {
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: %1$s
      cluster:
        server: https://127.0.0.1:%2$d
        certificate-authority-data: %3$s
    users:
    - name: %1$s
      user:
        token: %4$s
    contexts:
    - name: %1$s
      context:
        cluster: %1$s
        user: %1$s
        namespace: default
    current-context: %1$s
    """
        .formatted(
            cluster,
            port,
            Base64.getEncoder().encodeToString(certificatePem.getBytes(StandardCharsets.UTF_8)),
            token);
  }

  @Override
  public String toString() {
    return "Kubeconfig[" + cluster + "]";
  }
}
